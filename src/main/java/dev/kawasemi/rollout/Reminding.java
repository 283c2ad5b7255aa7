package dev.kawasemi.rollout;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When an unanswered question is put again.
 *
 * @param after it was put, in rising order
 * @param dailyAt from then on, once a day, in {@code zone}; empty: not daily
 */
public record Reminding(List<Duration> after, Optional<LocalTime> dailyAt, ZoneId zone) {
    /** Never. */
    public static final Reminding NONE = new Reminding(List.of(), Optional.empty(), ZoneId.of("UTC"));

    public Reminding {
        after = List.copyOf(after);
    }

    /** How many of the times are over when the question has stood for so long. */
    int passed(Duration stood) {
        return (int) after.stream().filter(time -> time.compareTo(stood) <= 0).count();
    }
}
