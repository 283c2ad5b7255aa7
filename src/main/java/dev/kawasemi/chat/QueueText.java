package dev.kawasemi.chat;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Drained;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The queues of the colours that serve no longer. The names of tasks come from the app: they are escaped here. */
final class QueueText {
    private static final int NAMED = 5;
    private static final int NAME_LENGTH = 100;

    private QueueText() {}

    /** Whether the old colour's queue is being worked off while its removal is asked for. */
    static boolean oldDrains(Deployment d) {
        return d.draining().filter(going -> !going.stack().equals(d.next())).isPresent();
    }

    /** What became of the tasks in the failed colour's own queue, after a space; empty where it has none. */
    static String ofFailed(Deployment d) {
        if (d.draining().filter(going -> going.stack().equals(d.next())).isPresent()) {
            return " " + Wording.newColor(d) + "'s queue is being worked off.";
        }
        return drained(d).map(done -> left(d, done) + cut(done.cut())).orElse("");
    }

    /** How the failed colour's queue was left. */
    static Optional<Drained> drained(Deployment d) {
        return d.failedColor()
                .flatMap(failed -> d.drained().filter(done -> done.stack().equals(failed)));
    }

    private static String left(Deployment d, Drained done) {
        if (done.left().isEmpty()) {
            return " " + Wording.newColor(d) + "'s queue could not be counted; " + giveUpUnknown(d) + ".";
        }
        long left = done.left().getAsLong();
        return left == 0
                ? ""
                : " " + Answers.tasks(left) + " in " + Wording.newColor(d) + "'s queue; " + giveUp(d, left) + ".";
    }

    /** {@code `kawasemi remove shop --lose-tasks 12` gives them up}. */
    static String giveUp(Deployment d, long tasks) {
        return "`kawasemi remove " + d.app() + " --lose-tasks " + tasks + "` gives them up";
    }

    static String giveUpUnknown(Deployment d) {
        return "`kawasemi remove " + d.app() + " --lose-tasks unknown` gives up what waits in it";
    }

    /** Tasks that were being worked on when their worker had to be killed, after a space. They come back where the app acknowledges late; they are named all the same. */
    static String cut(List<String> tasks) {
        if (tasks.isEmpty()) {
            return "";
        }
        String names = tasks.stream()
                .limit(NAMED)
                .map(name -> Escape.text(name, NAME_LENGTH))
                .collect(Collectors.joining(", "));
        int more = tasks.size() - NAMED;
        return " Cut while running: " + names + (more > 0 ? " and " + more + " more" : "") + ".";
    }
}
