package dev.kawasemi.chat;

import dev.kawasemi.deployment.Actor;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** Who may do what; whatever is not allowed here is not. Pure: it is asked anew with the roles of every single request. */
final class AccessPolicy {
    /** What can be asked for. */
    enum Act {
        /** {@code /status}. */
        VIEW(AccessPhrase.VIEW, "view"),
        /** {@code /deploy}, {@code /rollback}, Retry. */
        DEPLOY(AccessPhrase.DEPLOY, "deploy"),
        /** {@code /approve}, Remove, Undo. */
        APPROVE(AccessPhrase.APPROVE, "approve"),
        /** The Roll back button. */
        ROLL_BACK(AccessPhrase.ROLL_BACK, "deploy", "approve"),
        /** Logs. */
        LOGS(AccessPhrase.LOGS, "deploy"),
        /** {@code /lock}. */
        LOCK(AccessPhrase.LOCK, "deploy"),
        /** {@code /unlock}: also who locked it. */
        UNLOCK(AccessPhrase.UNLOCK, "approve"),
        /** Cancel: also who asked. */
        CANCEL(AccessPhrase.CANCEL, "approve");

        private final AccessPhrase words;
        private final String right;
        /** Does as well; empty: there is no other. */
        private final String otherRight;

        Act(AccessPhrase words, String right) {
            this(words, right, "");
        }

        Act(AccessPhrase words, String right, String otherRight) {
            this.words = words;
            this.right = right;
            this.otherRight = otherRight;
        }

        private String refused(Wording wording) {
            String needed = otherRight.isEmpty() ? right : wording.say(AccessPhrase.OR, right, otherRight);
            return wording.say(AccessPhrase.REFUSED, wording.say(words), needed);
        }
    }

    private final Roles roles;

    AccessPolicy(Roles roles) {
        this.roles = roles;
    }

    /** Why this caller may not; empty: they may. {@code asker} is who asked for the deployment (or locked the app), where there is one. */
    Optional<Said> refusal(Act act, Caller caller, Optional<Actor> asker) {
        if (caller.trusted()) {
            return Optional.empty();
        }
        if (!caller.rightPlace()) {
            return Optional.of(wording -> wording.say(AccessPhrase.WRONG_PLACE));
        }
        if (allowed(act, caller, asker)) {
            return Optional.empty();
        }
        return Optional.of(act::refused);
    }

    private boolean allowed(Act act, Caller caller, Optional<Actor> asker) {
        boolean deploy = has(caller, roles.deploy());
        boolean approve = has(caller, roles.approve());
        return switch (act) {
            case VIEW -> roles.view().isEmpty() || has(caller, roles.view()) || deploy || approve;
            case DEPLOY, LOGS, LOCK -> deploy;
            case APPROVE -> approve;
            case ROLL_BACK -> deploy || approve;
            case CANCEL, UNLOCK ->
                approve || asker.filter(actor -> actor.isSame(caller.actor())).isPresent();
        };
    }

    private static boolean has(Caller caller, Set<String> right) {
        return !Collections.disjoint(caller.roleIds(), right);
    }
}
