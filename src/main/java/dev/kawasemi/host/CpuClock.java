package dev.kawasemi.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Ticks of all cores together since boot, from the first line of {@code /proc/stat} (proc_stat(5)): user, nice, system, idle, iowait, irq,
 * softirq, steal. The guest columns after them are part of user and nice already. Waiting for a disk is not work.
 */
record CpuClock(long busy, long total) {
    private static final int COLUMNS = 8;
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;

    static Optional<CpuClock> read(ProcFs files) {
        return files.text("proc/stat").flatMap(text -> text.lines().findFirst()).flatMap(CpuClock::parse);
    }

    /** Share of the time between two clocks, 0 to 100; empty when none passed or a counter went backwards. */
    OptionalDouble percentSince(CpuClock before) {
        long passed = total - before.total;
        long worked = busy - before.busy;
        // iowait may fall (proc_stat(5)), which pushes busy over what passed.
        return passed <= 0 || worked < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(100, 100.0 * worked / passed));
    }

    private static Optional<CpuClock> parse(String line) {
        if (!line.startsWith("cpu ")) {
            return Optional.empty();
        }
        List<Long> ticks = new ArrayList<>();
        for (String word : line.substring("cpu ".length()).strip().split(" ", -1)) {
            OptionalLong number = ProcFs.parse(word);
            if (number.isEmpty()) {
                return Optional.empty();
            }
            ticks.add(number.getAsLong());
        }
        if (ticks.size() <= IOWAIT) {
            return Optional.empty();
        }
        long total = ticks.stream().limit(COLUMNS).mapToLong(Long::longValue).sum();
        return Optional.of(new CpuClock(total - ticks.get(IDLE) - ticks.get(IOWAIT), total));
    }
}
