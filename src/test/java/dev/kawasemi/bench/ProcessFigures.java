package dev.kawasemi.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the kernel says of one process ({@code /proc/PID}). */
final class ProcessFigures {
    /** The kernel's clock ticks, 100 a second on every Linux that Java runs on (USER_HZ). */
    private static final long TICK_MILLIS = 10;

    private static final double KIB_IN_MIB = 1024;

    private final Path proc;

    ProcessFigures(long pid) {
        proc = Path.of("/proc", String.valueOf(pid));
    }

    /**
     * In MiB.
     *
     * @param pss its own pages, and its part of those that it shares
     * @param anonymous what no file lies behind
     * @param peak the most that rss ever was
     */
    record Memory(double rss, double pss, double anonymous, double peak) {}

    Memory memory() {
        String status = read(proc.resolve("status"));
        return new Memory(
                mebibytes(status, "VmRSS:"),
                mebibytes(read(proc.resolve("smaps_rollup")), "Pss:"),
                mebibytes(status, "RssAnon:"),
                mebibytes(status, "VmHWM:"));
    }

    private static double mebibytes(String text, String key) {
        return text.lines()
                        .filter(line -> line.startsWith(key))
                        .map(line -> line.replaceAll("[^0-9]", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException("no " + key + " among " + text.length() + " characters"))
                / KIB_IN_MIB;
    }

    /**
     * CPU time so far, to the clock tick.
     *
     * @param own of this process
     * @param children of those that it started and that have ended, with what those waited for
     */
    record Cpu(Duration own, Duration children) {
        Cpu since(Cpu before) {
            return new Cpu(own.minus(before.own), children.minus(before.children));
        }
    }

    Cpu cpu() {
        String stat = read(proc.resolve("stat"));
        // Behind the name, which may hold anything: utime is field 14 of proc(5), then stime, cutime, cstime.
        List<String> fields =
                Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return new Cpu(ticks(fields, 11), ticks(fields, 13));
    }

    private static Duration ticks(List<String> fields, int at) {
        return Duration.ofMillis((Long.parseLong(fields.get(at)) + Long.parseLong(fields.get(at + 1))) * TICK_MILLIS);
    }

    /** CPU time of each thread that lives, to the nanosecond; by thread id. */
    Map<String, Long> threadNanos() {
        Map<String, Long> nanos = new HashMap<>();
        try (var tasks = Files.list(proc.resolve("task"))) {
            tasks.forEach(task -> nanos.put(task.getFileName().toString(), nanos(task)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nanos;
    }

    /** Percent of one core over this time, of the threads that were there at both ends or came meanwhile. */
    static double percent(Map<String, Long> before, Map<String, Long> after, Duration time) {
        long used = after.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
        return 100.0 * used / time.toNanos();
    }

    /** CPU time of the living thread of this name. */
    long nanosOfThread(String name) {
        try (var tasks = Files.list(proc.resolve("task"))) {
            return tasks.filter(task -> isCalled(task, name))
                    .mapToLong(ProcessFigures::nanos)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its first figure is the time on a CPU; 0 for a thread that has just ended. */
    private static long nanos(Path task) {
        try {
            return Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", -1)[0]);
        } catch (IOException e) {
            return 0;
        }
    }

    private static boolean isCalled(Path task, String name) {
        try {
            return Files.readString(task.resolve("comm")).strip().equals(name);
        } catch (IOException e) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to read " + file, e);
        }
    }
}
