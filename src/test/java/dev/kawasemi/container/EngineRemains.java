package dev.kawasemi.container;

import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunners;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What an engine in a folder leaves on the machine when it is killed: processes, mounts, control groups, bridges, files. Only its own are touched. */
final class EngineRemains {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Set<String> PROGRAMS =
            Set.of("dockerd", "containerd", "containerd-shim-runc-v2", "containerd-shim");

    private final Path folder;
    private final Set<String> bridges = new LinkedHashSet<>();

    EngineRemains(Path folder) {
        this.folder = folder;
    }

    /** Docker names the bridge of a network after the beginning of its id. */
    void rememberBridges(String networkIds) {
        networkIds.lines().map(String::strip).filter(id -> !id.isEmpty()).forEach(id -> bridges.add("br-" + id));
    }

    void kill(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** The shims, and whatever is in a container: found again and again until there is nothing. */
    void killAll() throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        List<Long> left = pids();
        while (!left.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IOException("processes " + left + " do not end");
            }
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            left = pids();
        }
    }

    /** What no reboot keeps. */
    void forget() throws IOException {
        for (String mount : mounts()) {
            run("umount", mount);
        }
        delete(folder.resolve("run"));
        for (String name : List.of("docker.sock", "containerd.sock", "containerd.sock.ttrpc")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        for (String bridge : bridges) {
            if (Files.exists(Path.of("/sys/class/net", bridge))) {
                run("ip", "link", "delete", bridge);
            }
        }
        removeGroups();
    }

    void removeAll() throws IOException {
        delete(folder);
    }

    /** Those that have ended and that nobody has asked for have no command line. */
    private List<Long> pids() throws IOException {
        List<String> containers = containers();
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                String line = text(process.resolve("cmdline"));
                String groups = line.isEmpty() ? "" : text(process.resolve("cgroup"));
                if (isProgram(line) || containers.stream().anyMatch(groups::contains)) {
                    found.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        }
        return found;
    }

    private boolean isProgram(String commandLine) {
        String program = commandLine.split("\0", 2)[0];
        return commandLine.contains(folder + "/") && PROGRAMS.contains(program.substring(program.lastIndexOf('/') + 1));
    }

    /** The full ids, after which the engine names control groups. */
    private List<String> containers() throws IOException {
        Path all = folder.resolve("data/containers");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.map(each -> each.getFileName().toString()).toList();
        }
    }

    /** The innermost first. */
    private List<String> mounts() throws IOException {
        return text(Path.of("/proc/self/mounts"))
                .lines()
                .map(line -> line.split(" ", -1)[1])
                .filter(mount -> mount.startsWith(folder + "/"))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private void removeGroups() throws IOException {
        for (String container : containers()) {
            for (String place : List.of(
                    "*/docker/" + container, "docker/" + container, "system.slice/docker-" + container + ".scope")) {
                remove(place);
            }
        }
    }

    /** A control group is removed as an empty folder is; one that is still in use stays, and does no harm. */
    private static void remove(String place) throws IOException {
        Path root = Path.of("/sys/fs/cgroup");
        List<Path> parents = new ArrayList<>(List.of(root));
        if (place.startsWith("*/")) {
            try (Stream<Path> hierarchies = Files.list(root)) {
                parents = hierarchies.filter(Files::isDirectory).toList();
            }
        }
        for (Path parent : parents) {
            parent.resolve(place.replaceFirst("^\\*/", "")).toFile().delete();
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // Gone since.
            return "";
        }
    }

    private static void run(String... line) throws IOException {
        try {
            CommandResult result = CommandRunners.system().run(Command.of(LIMIT, List.of(line)));
            if (!result.ok()) {
                throw new IOException(List.of(line) + ": " + result.stderr());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
