package dev.kawasemi.config;

import dev.kawasemi.rollout.Reminding;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Reads when an unanswered question is put again. */
final class RemindReader {
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final String TIMES = "a list of durations of at least 1m in rising order, such as [15m, 1h, 4h]";
    private static final String TIME_OF_DAY = "a time of day such as \"09:00\", or null for none";

    private final KeyReader approval;

    RemindReader(KeyReader approval) {
        this.approval = approval;
    }

    Reminding read() {
        return new Reminding(after(), dailyAt(), ZoneId.systemDefault());
    }

    private List<Duration> after() {
        List<Duration> times = approval.durations("remind-after", TIMES);
        Duration before = LEAST.minusMillis(1);
        for (Duration time : times) {
            if (time.compareTo(before) <= 0) {
                approval.problem("remind-after", approval.shown("remind-after"), TIMES);
                return List.of();
            }
            before = time;
        }
        return times;
    }

    private Optional<LocalTime> dailyAt() {
        return approval.optionalText("remind-daily-at", TIME_OF_DAY).flatMap(this::timeOfDay);
    }

    private Optional<LocalTime> timeOfDay(String text) {
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeException e) {
            approval.problem("remind-daily-at", approval.shown("remind-daily-at"), TIME_OF_DAY);
            return Optional.empty();
        }
    }
}
