package dev.kawasemi.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The TCP sockets of this host that listen, as the kernel lists them (proc(5), /proc/net/tcp). */
final class ListeningSockets {
    private static final String LISTENS = "0A";
    private static final String ROOT = "0";

    private final List<Path> tables;

    ListeningSockets() {
        this(List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")));
    }

    ListeningSockets(List<Path> tables) {
        this.tables = tables;
    }

    private record Socket(String address, int port, String user) {}

    /**
     * The ports of addresses at which two sockets of one user listen, which is that of a socket at the given port. Root has more than one program, so of its
     * sockets only those at the port count. In order; empty also where the kernel lists nothing.
     */
    List<Integer> doubled(int port) {
        List<Socket> all = listening();
        Set<String> users = new HashSet<>();
        all.stream().filter(socket -> socket.port() == port).forEach(socket -> users.add(socket.user()));
        Set<Socket> seen = new HashSet<>();
        return all.stream()
                .filter(socket -> users.contains(socket.user()))
                .filter(socket -> socket.port() == port || !socket.user().equals(ROOT))
                .filter(socket -> !seen.add(socket))
                .map(Socket::port)
                .distinct()
                .sorted()
                .toList();
    }

    private List<Socket> listening() {
        List<Socket> all = new ArrayList<>();
        for (Path table : tables) {
            lines(table).stream()
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(words -> words.length > 7 && words[3].equals(LISTENS))
                    .map(words -> new Socket(words[1], port(words[1]), words[7]))
                    .forEach(all::add);
        }
        return all;
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            // A host without IPv6 has no table of it.
            return List.of();
        }
    }

    /** {@code 0100007F:1F90}: the port in hexadecimal. */
    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), 16);
    }
}
