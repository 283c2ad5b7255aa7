package dev.kawasemi.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * While this is open, Linux hands connections that wait at a closed listener to another one at the same port ({@code net.ipv4.tcp_migrate_req = 1}, Linux 5.14
 * and newer), as README advises for Caddy. Then the host is as it was, also when the tests are ended early (but for a SIGKILL). Needs root.
 */
final class MigratedConnections implements AutoCloseable {
    private static final Path SETTING = Path.of("/proc/sys/net/ipv4/tcp_migrate_req");

    private final String before;
    private final Thread atExit = new Thread(this::putBack);

    private MigratedConnections(String before) {
        this.before = before;
    }

    static MigratedConnections on() throws IOException {
        MigratedConnections connections = new MigratedConnections(Files.readString(SETTING));
        Runtime.getRuntime().addShutdownHook(connections.atExit);
        Files.writeString(SETTING, "1\n");
        return connections;
    }

    private void putBack() {
        try {
            Files.writeString(SETTING, before);
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to set " + SETTING + " back", e);
        }
    }

    @Override
    public void close() {
        putBack();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
