package dev.kawasemi.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The probes of one gate, counted. */
final class Tally {
    private static final int KINDS_SHOWN = 3;

    private final Map<String, Integer> texts = new HashMap<>();
    private final List<Duration> latencies = new ArrayList<>();
    private int probes;
    private int inARow;

    void add(ProbeResult result) {
        probes++;
        texts.merge(result.text(), 1, Integer::sum);
        inARow = result.ok() ? inARow + 1 : 0;
        if (result.ok()) {
            latencies.add(result.took());
        }
    }

    int probes() {
        return probes;
    }

    int successes() {
        return latencies.size();
    }

    int inARow() {
        return inARow;
    }

    /** Of the successes, the upper one of two middle ones; zero without a success. */
    Duration median() {
        return latencies.isEmpty()
                ? Duration.ZERO
                : latencies.stream().sorted().toList().get(latencies.size() / 2);
    }

    /** What was seen, most frequent first: {@code HTTP 503 in 170 and connection refused in 6 of 176 probes}. */
    String text() {
        List<String> parts = new ArrayList<>(texts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(KINDS_SHOWN)
                .map(entry -> entry.getKey() + " in " + entry.getValue())
                .toList());
        int last = parts.size() - 1;
        String listed = last < 1 ? parts.get(0) : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
        return listed + " of " + probes + " probes";
    }
}
