package dev.kawasemi.cli;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Who is at the other end of a Unix socket, by the kernel's word (SO_PEERCRED).
 *
 * @param uid empty where the host's user list does not say it
 */
record Peer(String user, OptionalLong uid) {
    private static final Path USERS = Path.of("/etc/passwd");

    static Peer of(SocketChannel channel) throws IOException {
        UnixDomainPrincipal principal = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        String user = principal.user().getName();
        return new Peer(user, uid(user));
    }

    /** Java names the user and keeps the number to itself; a user without a name is named by the number. */
    private static OptionalLong uid(String user) throws IOException {
        if (user.matches("[0-9]{1,10}")) {
            return OptionalLong.of(Long.parseLong(user));
        }
        for (String line : Files.readAllLines(USERS, StandardCharsets.ISO_8859_1)) {
            String[] fields = line.split(":", -1);
            if (fields.length > 2 && fields[0].equals(user) && fields[2].matches("[0-9]{1,10}")) {
                return OptionalLong.of(Long.parseLong(fields[2]));
            }
        }
        return OptionalLong.empty();
    }
}
