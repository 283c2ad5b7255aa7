package dev.kawasemi.chat;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The last deployments: who, what, verdict, how long, and where the thread is. */
final class HistoryText {
    private static final int SHOWN = 10;
    private static final int REASON_LENGTH = 60;

    private final Wording wording;
    private final Instant now;
    private final Function<DeploymentId, Optional<String>> threads;

    HistoryText(Wording wording, Instant now, Function<DeploymentId, Optional<String>> threads) {
        this.wording = wording;
        this.now = now;
        this.threads = threads;
    }

    /** Newest first; as many as a message holds, at most ten. */
    String of(List<Deployment> newestFirst) {
        if (newestFirst.isEmpty()) {
            return wording.say(DeskPhrase.HISTORY_NONE);
        }
        List<String> lines = new ArrayList<>();
        int left = ChatMessage.MAX_CONTENT;
        for (Deployment d : newestFirst.subList(0, Math.min(SHOWN, newestFirst.size()))) {
            String line = line(d);
            left -= line.codePointCount(0, line.length()) + 1;
            if (left < 0) {
                break;
            }
            lines.add(line);
        }
        return String.join("\n", lines);
    }

    private String line(Deployment d) {
        return wording.say(
                DeskPhrase.HISTORY_LINE,
                number(d),
                wording.minuteOrDay(d.startedAt(), now),
                d.app(),
                wording.oldVersion(d),
                Wording.newVersion(d),
                Wording.name(d.actor()) + reason(d),
                verdict(d),
                wording.took(Duration.between(d.startedAt(), d.ended() ? d.changedAt() : now)));
    }

    /** A link of ids alone; in angle brackets it gets no preview. */
    private String number(Deployment d) {
        return threads.apply(d.id())
                .map(url -> "[" + d.id() + "](<" + url + ">)")
                .orElse(d.id().toString());
    }

    private static String reason(Deployment d) {
        return d.reason().isEmpty() ? "" : " (\"" + Escape.text(d.reason(), REASON_LENGTH) + "\")";
    }

    private String verdict(Deployment d) {
        if (d.repaired().isPresent()) {
            return wording.say(DeskPhrase.HISTORY_REPAIRED);
        }
        return switch (d.phase()) {
            case COMPLETED -> wording.say(DeskPhrase.HISTORY_DONE) + approved(d);
            case ABORTED ->
                wording.say(Wording.takenBackByPerson(d) ? DeskPhrase.HISTORY_CANCELLED : DeskPhrase.HISTORY_FAILED);
            case ROLLED_BACK ->
                Wording.decidedByPerson(d)
                        ? wording.say(DeskPhrase.HISTORY_ROLLED_BACK, Wording.decider(d))
                        : wording.say(DeskPhrase.HISTORY_ROLLED_BACK_ITSELF);
            case AWAITING_APPROVAL -> wording.say(DeskPhrase.HISTORY_WAITS);
            case RETIRING, UNDO_WINDOW, REMOVING -> wording.say(DeskPhrase.HISTORY_SERVES) + approved(d);
            case STUCK -> wording.say(DeskPhrase.HISTORY_NEEDS_A_PERSON);
            case RUNNING, UNDOING, ROLLING_BACK, REVIVING -> wording.say(DeskPhrase.HISTORY_UNDER_WAY);
        };
    }

    private String approved(Deployment d) {
        return d.decidedBy().isEmpty()
                ? ""
                : wording.say(DeskPhrase.HISTORY_APPROVED, Wording.decider(d) + FourEyesText.bypass(d, wording));
    }
}
