package dev.kawasemi.chat.discord;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The last log-ins, kept across restarts. Discord resets the token of a bot that identifies more than 1000 times in 24 h (its reference, "Identifying"); a crash
 * loop under a supervisor would get there. So log-ins slow down to one in 90 s, which is 960 a day.
 */
final class LoginHistory {
    private static final String FACT = "logins";
    private static final Duration LOOKED_AT = Duration.ofMinutes(30);
    private static final int KEPT = 12;
    private static final int FREE = 3;
    private static final long LONGEST = 90;

    private final OutboxStore store;

    LoginHistory(OutboxStore store) {
        this.store = store;
    }

    /** How long to wait before the next one; zero for the first few. Times after {@code now} do not count: the clock was wrong then or is now. */
    Duration pause(Instant now) {
        List<Instant> recent = read().stream()
                .filter(login -> !login.isAfter(now) && login.isAfter(now.minus(LOOKED_AT)))
                .toList();
        if (recent.size() < FREE) {
            return Duration.ZERO;
        }
        long seconds = Math.min(LONGEST, 1L << Math.min(recent.size() - FREE + 1, 7));
        Duration left = Duration.between(now, recent.get(recent.size() - 1).plusSeconds(seconds));
        return left.isNegative() ? Duration.ZERO : left;
    }

    void note(Instant now) {
        Deque<Instant> logins = new ArrayDeque<>(read());
        logins.add(now);
        while (logins.size() > KEPT) {
            logins.remove();
        }
        store.setFact(
                FACT,
                logins.stream()
                        .map(login -> Long.toString(login.toEpochMilli()))
                        .collect(Collectors.joining(" ")));
    }

    private List<Instant> read() {
        return Arrays.stream(store.fact(FACT).orElse("").split(" ", -1))
                .filter(text -> !text.isEmpty())
                .map(text -> Instant.ofEpochMilli(Long.parseLong(text)))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
