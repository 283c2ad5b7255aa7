package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real proxy as a child of the test: own configuration, own folder, own port. */
interface RealProxy {
    /** The arguments that say whether a reload would be taken. */
    List<String> test();

    List<String> reload();

    int port();

    /** SIGKILL to all of it: nobody answers any more. */
    void kill() throws Exception;

    /** As a person does after it was killed. */
    void startAgain() throws Exception;

    void stop() throws Exception;

    /** Whether a reload may reset a connection that is made in the very same instant. */
    default boolean resetsAtReload() {
        return false;
    }

    /** The whole answer to one request on a connection of its own. */
    default String get() throws IOException {
        return get("/");
    }

    /** The whole answer to one request on a connection of its own. */
    default String get(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A port that nobody uses just now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A child whose words go to {@code log}. */
    static Process launch(List<String> argv, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    static void awaitAnswer(RealProxy proxy, Process process, Path log) throws Exception {
        for (int tries = 0; tries < 200; tries++) {
            assertTrue(process.isAlive(), () -> "the proxy ended: " + read(log));
            try {
                proxy.get();
                return;
            } catch (IOException e) {
                TimeSource.system().sleep(Duration.ofMillis(50));
            }
        }
        throw new AssertionError("the proxy did not answer in 10 s: " + read(log));
    }

    /** A SIGTERM, or a SIGKILL, and the wait for what it does. */
    static void end(Process process, boolean forcibly) throws Exception {
        List<ProcessHandle> children = process.descendants().toList();
        if (forcibly) {
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        } else {
            process.destroy();
        }
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        for (ProcessHandle child : children) {
            child.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
