package dev.kawasemi.cli;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Hands a command line to the bot that runs on this host. */
final class ControlClient {
    private ControlClient() {}

    /** How it ended there; empty when no bot listens, so that the command is to be carried out here. */
    static OptionalInt call(Path socket, Terminal terminal, String... arguments) {
        if (!Files.exists(socket)) {
            return OptionalInt.empty();
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return OptionalInt.of(talk(channel, terminal, arguments));
        } catch (IOException nobody) {
            return notReached(socket, terminal, nobody);
        }
    }

    private static int talk(SocketChannel channel, Terminal terminal, String... arguments) {
        try {
            Call.of(terminal, arguments).write(new DataOutputStream(Channels.newOutputStream(channel)));
            return Frames.print(
                    new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel))), terminal);
        } catch (EOFException e) {
            terminal.complain("The bot ended before it had answered. What was begun is settled at its next start;"
                    + " `kawasemi status` says how things stand.");
        } catch (IOException e) {
            terminal.complain("Tried to hand this to the bot that runs on this host, but " + e.getMessage()
                    + ". If it was upgraded, restart the service.");
        }
        return ExitCode.OUT_OF_REACH.number();
    }

    /** A socket that a killed bot left answers to nobody. One that may not be opened is a bot's that this user has no business with. */
    private static OptionalInt notReached(Path socket, Terminal terminal, IOException e) {
        boolean denied = e instanceof AccessDeniedException
                || !Files.isWritable(socket)
                || String.valueOf(e.getMessage()).contains("Permission denied");
        if (!denied) {
            return OptionalInt.empty();
        }
        terminal.complain("A bot runs on this host, and " + terminal.user() + " may not speak to it (" + socket
                + "). Use sudo, or add the user to the group that owns that file.");
        return OptionalInt.of(ExitCode.REFUSED.number());
    }
}
