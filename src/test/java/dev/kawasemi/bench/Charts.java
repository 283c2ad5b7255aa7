package dev.kawasemi.bench;

import dev.kawasemi.bed.Repeatedly;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The CPU time of the bot's chart programs, seen by looking often while they live: they are Java too, and each one lives about a second. What remains of the
 * bot's children are the docker clients and the proxy's test and reload.
 */
final class Charts implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final long bot;
    private final Map<Long, Duration> used = new ConcurrentHashMap<>();
    private final Repeatedly looking;

    Charts(long bot) {
        this.bot = bot;
        looking = Repeatedly.every(LOOK, this::look);
    }

    private void look() {
        ProcessHandle.of(bot).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .forEach(this::note);
    }

    private void note(long pid) {
        try {
            if (Files.readString(Path.of("/proc", String.valueOf(pid), "comm")).startsWith("java")) {
                used.put(pid, new ProcessFigures(pid).cpu().own());
            }
        } catch (java.io.IOException | UncheckedIOException e) {
            // It has ended meanwhile.
        }
    }

    /** All of them so far, to about one look each. */
    Duration cpu() {
        return used.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        looking.close();
    }
}
