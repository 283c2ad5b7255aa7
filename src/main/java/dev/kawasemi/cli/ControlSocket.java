package dev.kawasemi.cli;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command line of this host, carried out by the bot that runs: the same verbs on the bot's own engine, so that they show up in the chat. Who may open the
 * socket (owner and group, 0660) may do everything.
 */
public final class ControlSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    /** A terminal that went away leaves its command following until the work rests: nothing is interrupted for it. */
    private static final int AT_ONCE = 16;
    /** The path of a Unix socket has 108 bytes with its end (unix(7)). */
    private static final int LONGEST = 107;

    private final Path file;
    private final Host host;
    private final ServerSocketChannel server;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private ControlSocket(Path file, Host host, ServerSocketChannel server) {
        this.file = file;
        this.host = host;
        this.server = server;
    }

    /** Where the bot with this state folder listens. */
    public static Path in(Path stateDir) {
        return stateDir.resolve("control.sock");
    }

    /**
     * Begins to listen. What a killed bot left in the place is taken away.
     *
     * @throws IllegalStateException when another bot listens there, or the socket cannot be made; the message says what to do
     */
    public static ControlSocket open(Path file, Host host) {
        try {
            if (file.toString().length() > LONGEST) {
                throw new IOException("its path is longer than " + LONGEST + " characters");
            }
            clear(file);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(file));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
            ControlSocket socket = new ControlSocket(file, host, server);
            Thread thread = new Thread(socket::accept, "kawasemi-control");
            thread.setDaemon(true);
            thread.start();
            return socket;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Tried to listen for the command line at " + file + ", but saw: " + e.getMessage()
                            + ". See to the state folder (state-dir)",
                    e);
        }
    }

    private static void clear(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(file)).close();
        } catch (IOException nobody) {
            Files.delete(file);
            return;
        }
        throw new IllegalStateException(
                "Another Kawasemi serves already with this state folder (" + file + " answers): one of them at a time");
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel channel = server.accept();
                open.add(channel);
                Thread thread = new Thread(() -> serve(channel), "kawasemi-command");
                thread.setDaemon(true);
                thread.start();
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOG.error("The command line's socket failed; commands run by themselves from now on", e);
                return;
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
            if (!free.tryAcquire()) {
                Frames.err(out).println("Too many commands at once; try again.");
                Frames.exit(out, ExitCode.REFUSED.number());
                return;
            }
            try {
                carryOut(channel, out);
            } finally {
                free.release();
            }
        } catch (IOException e) {
            LOG.debug("A command's terminal went away: {}", e.toString());
        } finally {
            open.remove(channel);
        }
    }

    private void carryOut(SocketChannel channel, DataOutputStream out) throws IOException {
        Call call = Call.read(new DataInputStream(Channels.newInputStream(channel)));
        Peer peer = Peer.of(channel);
        Terminal terminal = new Terminal(
                Frames.out(out), Frames.err(out), call.sudo(), peer.uid().orElse(-1), peer.user(), call.zone());
        LOG.info("{} typed: kawasemi {}", terminal.actor().name(), Printable.line(String.join(" ", call.arguments())));
        int code = new Cli(config -> new ServedHost(host), terminal)
                .run(call.arguments().toArray(String[]::new));
        Frames.exit(out, code);
    }

    /** Takes no more commands and lets go of those that are being watched; what they began goes on or ends with the engine. */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(file);
            for (SocketChannel channel : open) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.warn("Closing the command line's socket failed: {}", e.toString());
        }
    }
}
