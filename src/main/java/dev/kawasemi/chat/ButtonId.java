package dev.kawasemi.chat;

import dev.kawasemi.deployment.DeploymentId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a button stands for, as its {@code custom_id}: {@code v1|rm|42|g7}, ids only, never text; at most 100 characters by Discord's limit.
 *
 * @param generation of the question; 0 on messages that are not questions
 */
public record ButtonId(Verb verb, DeploymentId deployment, int generation) {
    private static final Pattern FORM = Pattern.compile("v1\\|([a-z]{2})\\|([1-9][0-9]{0,17})\\|g([0-9]{1,8})");

    /** What a button asks for. */
    public enum Verb {
        REMOVE("rm"),
        /** Remove though tasks wait in the old queue: the second press. */
        REMOVE_ANYWAY("ra"),
        ROLL_BACK("rb"),
        /** No reminder for a while. */
        KEEP("kp"),
        CANCEL("cn"),
        UNDO("un"),
        LOGS("lg"),
        RETRY("rt"),
        /** Let the standby go and deploy what was just asked for. */
        GO_ON("go"),
        /** The answer to a refusal that changes nothing. */
        LEAVE("lv"),
        REMOVE_FAILED("rf"),
        /** Remove the failed colour though tasks wait in its queue: the second press. */
        REMOVE_FAILED_ANYWAY("fa"),
        /** Of a release that announced itself; its number stands in the place of the deployment's. */
        DEPLOY_RELEASE("dp"),
        /** Likewise. */
        NOT_NOW("nn");

        private final String code;

        Verb(String code) {
            this.code = code;
        }
    }

    /** Whether the number is a release's that announced itself, not a deployment's. */
    boolean ofRelease() {
        return verb == Verb.DEPLOY_RELEASE || verb == Verb.NOT_NOW;
    }

    public String encode() {
        return "v1|" + verb.code + "|" + deployment + "|g" + generation;
    }

    /** Empty when the text is not one of ours. */
    public static Optional<ButtonId> decode(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        for (Verb verb : Verb.values()) {
            if (verb.code.equals(matcher.group(1))) {
                return Optional.of(new ButtonId(
                        verb, new DeploymentId(Long.parseLong(matcher.group(2))), Integer.parseInt(matcher.group(3))));
            }
        }
        return Optional.empty();
    }
}
