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
    static String ofFailed(Deployment d, Wording wording) {
        if (d.draining().filter(going -> going.stack().equals(d.next())).isPresent()) {
            return wording.say(QueuePhrase.WORKING_OFF, Wording.newColor(d));
        }
        return drained(d)
                .map(done -> left(d, done, wording) + cut(done.cut(), wording))
                .orElse("");
    }

    /** How the failed colour's queue was left. */
    static Optional<Drained> drained(Deployment d) {
        return d.failedColor()
                .flatMap(failed -> d.drained().filter(done -> done.stack().equals(failed)));
    }

    private static String left(Deployment d, Drained done, Wording wording) {
        if (done.left().isEmpty()) {
            return wording.say(QueuePhrase.UNCOUNTED, Wording.newColor(d), giveUpUnknown(d, wording));
        }
        long left = done.left().getAsLong();
        return left == 0
                ? ""
                : wording.say(QueuePhrase.LEFT, wording.tasks(left), Wording.newColor(d), giveUp(d, left, wording));
    }

    /** {@code `kawasemi remove shop --lose-tasks 12` gives them up}. */
    static String giveUp(Deployment d, long tasks, Wording wording) {
        return wording.say(QueuePhrase.GIVE_UP, d.app(), tasks);
    }

    static String giveUpUnknown(Deployment d, Wording wording) {
        return wording.say(QueuePhrase.GIVE_UP_UNKNOWN, d.app());
    }

    /** Tasks that were being worked on when their worker had to be killed, after a space. They come back where the app acknowledges late; they are named all the same. */
    static String cut(List<String> tasks, Wording wording) {
        if (tasks.isEmpty()) {
            return "";
        }
        String names = tasks.stream()
                .limit(NAMED)
                .map(name -> Escape.text(name, NAME_LENGTH))
                .collect(Collectors.joining(", "));
        int more = tasks.size() - NAMED;
        return wording.say(QueuePhrase.CUT, more > 0 ? wording.say(QueuePhrase.AND_MORE, names, more) : names);
    }
}
