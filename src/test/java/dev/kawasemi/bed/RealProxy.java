package dev.kawasemi.bed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A real proxy as a child of the test: own configuration, own folder, own port, no system file. It takes in what {@code conf.d} in its folder holds. */
public abstract class RealProxy {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final int port;
    private final List<ProcessHandle> orphans = new ArrayList<>();
    private Optional<Process> process = Optional.empty();

    /** Nothing runs yet. */
    RealProxy(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        Files.createDirectories(folder.resolve("conf.d"));
    }

    /** The arguments that run it as a child that stays. */
    abstract List<String> run();

    /** The arguments that say whether a reload would be taken. */
    public abstract List<String> test();

    public abstract List<String> reload();

    /** What its environment has beside the test's own. */
    Map<String, String> environment() {
        return Map.of();
    }

    final Path folder() {
        return folder;
    }

    public final int port() {
        return port;
    }

    /** Holds the process id, once it was started. */
    final Path pidFile() {
        return folder.resolve("test.pid");
    }

    /** Returns when it answers. Once more after it was killed, as a person does. */
    public final void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(run())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment().putAll(environment());
        Process begun = builder.start();
        process = Optional.of(begun);
        Files.writeString(pidFile(), String.valueOf(begun.pid()));
        Eventually.holds(LIMIT, "the proxy answers", () -> answers() || !begun.isAlive(), this::said);
        if (!begun.isAlive()) {
            throw new IllegalStateException("the proxy ended at once: " + said());
        }
    }

    private boolean answers() {
        try {
            return !get().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** The whole answer to one request on a connection of its own. */
    public final String get() throws IOException {
        return get("/");
    }

    /** The whole answer to one request on a connection of its own. */
    public final String get(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** SIGKILL to the process that was started, alone: nginx's workers go on serving and hear no reload. */
    public final void killMaster() {
        Process master = process.orElseThrow();
        master.descendants().forEach(orphans::add);
        master.destroyForcibly();
        Eventually.holds(LIMIT, "SIGKILL works", () -> !master.isAlive(), this::said);
    }

    /** SIGKILL to all of it; the master first, which else replaces a worker, and that one would answer for a proxy that is gone. */
    public final void kill() {
        killMaster();
        orphans.forEach(ProcessHandle::destroyForcibly);
        Eventually.holds(LIMIT, "nobody answers", () -> !answers(), this::said);
    }

    public void stop() {
        process.ifPresent(master -> {
            master.descendants().forEach(orphans::add);
            master.destroy();
            if (!BedCommand.ended(master, LIMIT)) {
                master.destroyForcibly();
            }
        });
        orphans.forEach(ProcessHandle::destroyForcibly);
    }

    private Path log() {
        return folder.resolve("proxy.out");
    }

    private String said() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return "nothing that can be read: " + e.getMessage();
        }
    }
}
