package dev.kawasemi.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether a process, or another in its network namespace, listens on a port: by the kernel's own list, which anybody may read, so that a look costs no program and
 * wakes nobody. Its columns are those of Linux's Documentation/networking/proc_net_tcp.rst; state 0A is TCP_LISTEN.
 */
public final class Listening {
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final String LISTENS = "0A";

    private final Path proc;

    /** @param proc where the kernel shows its processes, {@code /proc} */
    public Listening(Path proc) {
        this.proc = proc;
    }

    /** False also where that cannot be seen. */
    public boolean onPort(int pid, int port) {
        Path net = proc.resolve(String.valueOf(pid)).resolve("net");
        String ending = String.format(Locale.ROOT, ":%04X", port);
        return pid > 0 && (lists(net.resolve("tcp"), ending) || lists(net.resolve("tcp6"), ending));
    }

    private static boolean lists(Path sockets, String ending) {
        try (Stream<String> lines = Files.lines(sockets)) {
            return lines.map(line -> line.strip().split(" +", STATE + 2))
                    .anyMatch(columns -> columns.length > STATE
                            && columns[LOCAL_ADDRESS].endsWith(ending)
                            && columns[STATE].equals(LISTENS));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
