package dev.kawasemi.faults;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A second door to the engine of this machine, which can be shut: for who uses it, the engine has gone away, as one does that is restarted with live-restore. */
final class EngineRelay implements AutoCloseable {
    private static final Path ENGINE = Path.of("/var/run/docker.sock");
    private static final int BUFFER = 1 << 16;

    private final Path folder = Files.createTempDirectory("kawasemi-relay");
    private final Path socket = folder.resolve("docker.sock");
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private ServerSocketChannel server;

    EngineRelay() throws IOException {
        server = listen();
    }

    /** As for the variable DOCKER_HOST. */
    String address() {
        return "unix://" + socket;
    }

    /** Nobody gets in any more, and all that is open breaks. */
    synchronized void shut() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        open.forEach(EngineRelay::quietly);
        open.clear();
    }

    synchronized void reopen() throws IOException {
        server = listen();
    }

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        start("relay", () -> accept(listening));
        return listening;
    }

    private void accept(ServerSocketChannel listening) {
        while (listening.isOpen()) {
            try {
                SocketChannel client = listening.accept();
                SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(ENGINE));
                open.add(client);
                open.add(engine);
                start("relay to the engine", () -> pass(client, engine));
                start("relay from the engine", () -> pass(engine, client));
            } catch (IOException e) {
                // Shut, or the engine is not there: the client sees that its connection ends.
            }
        }
    }

    /** One direction; its end is handed on, while the other direction may go on: `docker exec` relies on it. */
    private void pass(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            quietly(from);
            quietly(to);
        }
    }

    private static void quietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone, as it should be.
        }
    }

    private static void start(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        shut();
        Files.deleteIfExists(folder);
    }
}
