package dev.kawasemi.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An app that nobody deploys for a time; going back and approving stay possible.
 *
 * @param reason as its owner typed it
 * @param ends by the wall clock as it is now: it moves when that clock jumps, because the time that is left does not
 */
public record Freeze(AppName app, Actor owner, String reason, Instant since, Instant ends) {
    /** How long one lasts where nothing else is said. */
    public static final Duration USUAL = Duration.ofHours(4);

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,5})\\s?([mhd])");

    /**
     * A length as people write it: {@code 30m}, {@code 2h}, {@code 1d}.
     *
     * @throws IllegalArgumentException when it is none, or is longer than 30 days
     */
    public static Duration length(String text) {
        Matcher matcher = LENGTH.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a length is a number with m, h or d, such as 30m, 2h or 1d");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration length = switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        if (length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a lock lasts 30 days (30d) at most");
        }
        return length;
    }
}
