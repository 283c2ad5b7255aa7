package dev.kawasemi.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the processes that a killed one of our kind left behind: of the same user, with exactly our mark in their environment (proc_pid_environ(5)),
 * and with nobody of our kind above them who is still there to look after them. What cannot be read is passed over.
 */
public final class MarkedProcesses {
    /** Whoever carries on the programs of another Kawasemi, such as a check at a terminal, is a Java that lives. */
    private static final String KEEPER = "java";

    private final Path proc;
    private final String wanted;

    /** @param proc where the kernel shows its processes, {@code /proc} */
    public MarkedProcesses(Path proc, Mark mark) {
        this.proc = proc;
        this.wanted = mark.variable() + "=" + mark.value();
    }

    /** Those that run now, in no order. */
    public List<MarkedProcess> leftBehind() {
        Map<String, String> parents = new HashMap<>();
        List<MarkedProcess> found = new ArrayList<>();
        Optional<String> user = status("self", "Uid:");
        Optional<String> self = status("self", "Pid:");
        for (String pid : pids()) {
            status(pid, "PPid:").ifPresent(parent -> parents.put(pid, parent));
            if (user.isPresent()
                    && status(pid, "Uid:").equals(user)
                    && words(pid, "environ").anyMatch(wanted::equals)) {
                List<String> argv = words(pid, "cmdline").toList();
                if (!argv.isEmpty() && !argv.get(0).isEmpty()) {
                    found.add(new MarkedProcess(Long.parseLong(pid), argv));
                }
            }
        }
        found.removeIf(process -> isLookedAfter(Long.toString(process.pid()), parents, self.orElse("")));
        return List.copyOf(found);
    }

    private boolean isLookedAfter(String pid, Map<String, String> parents, String self) {
        String above = parents.getOrDefault(pid, "0");
        for (int steps = 0; steps < parents.size() && !above.equals("0"); steps++) {
            String it = above;
            Optional<String> program = words(it, "cmdline").findFirst();
            if (it.equals(self) || program.filter(MarkedProcesses::isKeeper).isPresent()) {
                return true;
            }
            above = parents.getOrDefault(it, "0");
        }
        return false;
    }

    private static boolean isKeeper(String program) {
        return program.substring(program.lastIndexOf('/') + 1).equals(KEEPER);
    }

    private List<String> pids() {
        List<String> pids = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            folders.forEach(folder -> pids.add(String.valueOf(folder.getFileName())));
        } catch (IOException | DirectoryIteratorException e) {
            throw new IllegalStateException("The processes of this host cannot be listed below " + proc, e);
        }
        return pids;
    }

    /** The first value of a line of proc_pid_status(5); of {@code Uid} the real one. */
    private Optional<String> status(String pid, String key) {
        return text(pid, "status")
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip().split("\\s", 2)[0])
                .findFirst();
    }

    /** The words of a file that ends each with a zero byte; none when it cannot be read. */
    private Stream<String> words(String pid, String file) {
        String text = text(pid, file);
        return text.isEmpty()
                ? Stream.empty()
                : Stream.of(text.substring(0, text.length() - 1).split("\0", -1));
    }

    private String text(String pid, String file) {
        try {
            return new String(Files.readAllBytes(proc.resolve(pid).resolve(file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Gone since, or another user's.
            return "";
        }
    }
}
