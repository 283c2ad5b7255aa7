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
        VIEW("see this", "view"),
        /** {@code /deploy}, {@code /rollback}, Retry. */
        DEPLOY("deploy or roll back", "deploy"),
        /** {@code /approve}, Remove, Undo. */
        APPROVE("approve", "approve"),
        /** The Roll back button. */
        ROLL_BACK("roll back", "deploy or approve"),
        /** Logs. */
        LOGS("read the logs", "deploy"),
        /** Cancel: also who asked. */
        CANCEL("cancel somebody else's deploy", "approve");

        private final String words;
        private final String right;

        Act(String words, String right) {
            this.words = words;
            this.right = right;
        }
    }

    private final Roles roles;

    AccessPolicy(Roles roles) {
        this.roles = roles;
    }

    /** Why this caller may not; empty: they may. {@code asker} is who asked for the deployment, where there is one. */
    Optional<String> refusal(Act act, Caller caller, Optional<Actor> asker) {
        if (caller.trusted()) {
            return Optional.empty();
        }
        if (!caller.rightPlace()) {
            return Optional.of("This is not the channel for it. Nothing was done.");
        }
        if (allowed(act, caller, asker)) {
            return Optional.empty();
        }
        return Optional.of("You may not " + act.words + " here: it needs a role with the right \"" + act.right
                + "\". Nothing was done.");
    }

    private boolean allowed(Act act, Caller caller, Optional<Actor> asker) {
        boolean deploy = has(caller, roles.deploy());
        boolean approve = has(caller, roles.approve());
        return switch (act) {
            case VIEW -> roles.view().isEmpty() || has(caller, roles.view()) || deploy || approve;
            case DEPLOY, LOGS -> deploy;
            case APPROVE -> approve;
            case ROLL_BACK -> deploy || approve;
            case CANCEL ->
                approve || asker.filter(actor -> same(actor, caller.actor())).isPresent();
        };
    }

    private static boolean has(Caller caller, Set<String> right) {
        return !Collections.disjoint(caller.roleIds(), right);
    }

    private static boolean same(Actor a, Actor b) {
        return a.origin() == b.origin() && a.id().equals(b.id());
    }
}
