package dev.kawasemi.chat.console;

import dev.kawasemi.chat.console.Progress.Goal;
import java.time.Duration;
import java.util.Optional;

/** {@code /wait question|end [seconds]}: holds the input back, so that a script in a pipe can be written down beforehand. */
final class Waiting {
    private static final int DEFAULT_SECONDS = 300;

    private final Progress progress;
    private final Requests requests;

    Waiting(Progress progress, Requests requests) {
        this.progress = progress;
        this.requests = requests;
    }

    /** What came of it, in words. */
    String await(Typed typed) throws InterruptedException {
        Optional<Goal> goal = goal(typed.word(0));
        String seconds = typed.words().size() > 1 ? typed.word(1) : Integer.toString(DEFAULT_SECONDS);
        if (goal.isEmpty() || typed.words().size() > 2 || !seconds.matches("[0-9]{1,5}")) {
            return "/wait question|end [SECONDS]";
        }
        Duration limit = Duration.ofSeconds(Long.parseLong(seconds));
        boolean reached = requests.awaitAnswer() && progress.await(goal.get(), limit);
        return progress.latest()
                .map(d -> "deployment " + d.id() + " is in " + d.phase()
                        + (reached ? "." : "; that is not what was waited for, in " + seconds + " s."))
                .orElse("There is no deployment to wait for.");
    }

    private static Optional<Goal> goal(String word) {
        return switch (word) {
            case "question" -> Optional.of(Goal.QUESTION);
            case "end" -> Optional.of(Goal.END);
            default -> Optional.empty();
        };
    }
}
