package dev.kawasemi.container;

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

/** The host's processes as the kernel shows them at one moment. Reading them starts no program. What cannot be read is passed over. */
final class HostProcesses {
    private final Path proc;
    private final Map<Integer, Seen> all = new HashMap<>();

    /**
     * One process.
     *
     * @param pid in the host's numbering
     * @param state the letter of proc_pid_stat(5): R runs, S sleeps, T is stopped by a signal
     */
    record Seen(int pid, int parent, char state) {
        boolean held() {
            return state == 'T';
        }

        boolean busy() {
            return state == 'R';
        }
    }

    private HostProcesses(Path proc) {
        this.proc = proc;
    }

    /** @param proc where the kernel shows its processes, {@code /proc} */
    static HostProcesses now(Path proc) {
        HostProcesses now = new HostProcesses(proc);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            folders.forEach(
                    folder -> parse(text(folder.resolve("stat"))).ifPresent(seen -> now.all.put(seen.pid, seen)));
        } catch (IOException | DirectoryIteratorException e) {
            throw new ContainerException(
                    "Tried to look at the processes of this host but " + proc + " cannot be listed");
        }
        return now;
    }

    /**
     * The processes of a pool below a container's main process: its children, and where something else is in front (an init, a shell) the first
     * generation that is more than one. None where nothing branches.
     */
    List<Seen> pool(int main) {
        List<Seen> generation = children(main);
        for (int depth = 0; generation.size() == 1 && depth < all.size(); depth++) {
            generation = children(generation.get(0).pid);
        }
        return generation;
    }

    /** All below a process. */
    List<Seen> below(int main) {
        List<Seen> found = new ArrayList<>(children(main));
        for (int i = 0; i < found.size() && found.size() <= all.size(); i++) {
            found.addAll(children(found.get(i).pid));
        }
        return found;
    }

    /** Its number in the innermost of its pid namespaces, as a program in its container knows it (proc_pid_status(5), NSpid). */
    Optional<Integer> inContainer(Seen process) {
        return text(proc.resolve(Integer.toString(process.pid)).resolve("status"))
                .lines()
                .filter(line -> line.startsWith("NSpid:"))
                .map(line -> line.substring(line.strip().lastIndexOf('\t') + 1).strip())
                .map(Integer::valueOf)
                .findFirst();
    }

    private List<Seen> children(int parent) {
        return all.values().stream().filter(seen -> seen.parent == parent).toList();
    }

    /** The second word is the program's name in brackets and may hold anything, brackets too. */
    private static Optional<Seen> parse(String stat) {
        int name = stat.indexOf('(');
        int after = stat.lastIndexOf(')');
        if (name < 0 || after < name) {
            return Optional.empty();
        }
        String[] words = stat.substring(after + 1).strip().split(" ", 3);
        return Optional.of(new Seen(
                Integer.parseInt(stat.substring(0, name).strip()), Integer.parseInt(words[1]), words[0].charAt(0)));
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Gone since.
            return "";
        }
    }
}
