package dev.kawasemi.bed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** nginx as a child of the test: own folder, own port, no system file. */
final class BedNginx implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Path folder;
    private final int port;
    private final Path log;
    private final Process process;

    private BedNginx(Path folder, int port, Path log, Process process) {
        this.folder = folder;
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /** Fills in {@code src/demo/nginx.conf}; the file of the switch need not be there yet. */
    static void configure(Path folder, int port, Path switchFile) throws IOException {
        Files.createDirectories(folder);
        String template = Files.readString(BedApp.sources().resolve("src/demo/nginx.conf"));
        Files.writeString(
                folder.resolve("nginx.conf"),
                template.replace("@PORT@", String.valueOf(port)).replace("@SWITCH_FILE@", switchFile.toString()));
    }

    static BedNginx start(Path folder, int port) throws IOException {
        Path log = folder.resolve("start.log");
        Process process = new ProcessBuilder(argv(folder, List.of()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        BedNginx nginx = new BedNginx(folder, port, log, process);
        Eventually.holds(LIMIT, "nginx listens", () -> nginx.listens() || !process.isAlive(), () -> nginx.said());
        if (!process.isAlive()) {
            throw new IllegalStateException("nginx ended at once: " + nginx.said());
        }
        return nginx;
    }

    static List<String> argv(Path folder, List<String> more) {
        List<String> argv = new ArrayList<>(List.of(
                "nginx",
                "-p",
                folder.toString(),
                "-c",
                folder.resolve("nginx.conf").toString()));
        argv.addAll(more);
        return List.copyOf(argv);
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String said() {
        try {
            Path errors = folder.resolve("error.log");
            return Files.readString(log) + (Files.exists(errors) ? Files.readString(errors) : "");
        } catch (IOException e) {
            return "nothing that can be read: " + e.getMessage();
        }
    }

    /** SIGKILL to all of it; the master first, which else replaces a worker, and that one would answer for an nginx that is gone. */
    void kill9() {
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroyForcibly();
        workers.forEach(ProcessHandle::destroyForcibly);
        Eventually.holds(LIMIT, "nginx is gone", () -> !process.isAlive() && !listens(), this::said);
    }

    @Override
    public void close() {
        process.destroy();
        if (!BedCommand.ended(process, LIMIT)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
