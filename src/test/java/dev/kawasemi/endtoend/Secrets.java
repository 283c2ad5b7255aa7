package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.ExampleBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Looks for the planted token and app secret in everything that is written: chat, logs, state (but for the kept copies), and the arguments of every process. */
final class Secrets implements AutoCloseable {
    private final Scene scene;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicReference<String> seen = new AtomicReference<>("");

    private Secrets(Scene scene) {
        this.scene = scene;
    }

    static Secrets watch(Scene scene) {
        Secrets secrets = new Secrets(scene);
        var unused = secrets.watcher.scheduleWithFixedDelay(secrets::lookAtArguments, 0, 20, TimeUnit.MILLISECONDS);
        return secrets;
    }

    private List<String> planted() {
        return List.of(scene.discord.token(), Scene.APP_SECRET);
    }

    private void lookAtArguments() {
        ProcessHandle.allProcesses().forEach(process -> {
            String arguments = arguments(process.pid());
            if (planted().stream().anyMatch(arguments::contains)) {
                seen.set(arguments);
            }
        });
        looks.incrementAndGet();
    }

    private static String arguments(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    void assertNoneSeen() throws IOException {
        assertTrue(looks.get() > 10, () -> "looked only " + looks + " times");
        assertFalse(!seen.get().isEmpty(), () -> "a secret stood in a process's arguments: " + seen.get());
        for (String secret : planted()) {
            // REST calls carry the token in their Authorization header, which the stand-in does not keep as text.
            assertFalse(scene.discord.allText().contains(secret), "a secret in chat");
            assertFalse(scene.logText().contains(secret), "a secret in the log");
            assertFalse(inState(scene.bed, secret), "a secret in the state folder outside the kept copies");
        }
    }

    private static boolean inState(ExampleBed bed, String secret) throws IOException {
        try (Stream<Path> files = Files.walk(bed.stateDir())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(bed.stateDir().resolve("apps")))
                    .toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(secret)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
