package dev.kawasemi;

import dev.kawasemi.deployment.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether this user can work in the state folder, and nobody else can look into what is secret there. Only looks. */
final class StateFolder {
    /** Below {@code apps}: an app's folder, its {@code releases}, the copies. */
    private static final int DEPTH = 3;

    private static final Set<PosixFilePermission> OTHER_EYES = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path folder;
    private final String user = System.getProperty("user.name", "unknown");

    StateFolder(Path folder) {
        this.folder = folder;
    }

    List<Finding> check() {
        if (!Files.exists(folder)) {
            return absent();
        }
        if (!Files.isDirectory(folder)) {
            return List.of(Finding.problem(
                    "The state folder " + folder + " is no folder", "Move it away, or change state-dir"));
        }
        if (!Files.isWritable(folder) || !Files.isReadable(folder) || !Files.isExecutable(folder)) {
            return List.of(Finding.problem(
                    "The state folder " + folder + " cannot be worked in by the user " + user,
                    "Run this as its owner (sudo kawasemi …), or give it to the user who runs kawasemi: chown -R"));
        }
        List<Finding> found = new ArrayList<>();
        try {
            if (Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)) {
                found.add(Finding.problem(
                        "The state folder " + folder + " can be written by everybody on this host",
                        "Take that away: chmod o-w " + folder));
            }
            found.addAll(notOurs());
            found.addAll(openCopies());
        } catch (IOException | UncheckedIOException e) {
            found.add(Finding.problem(
                    "Tried to look into the state folder " + folder + ", but " + e,
                    "Give all that is in it to the user who runs kawasemi: chown -R"));
        }
        return found;
    }

    /** It is made by the first command; where it can be. */
    private List<Finding> absent() {
        Path above = folder.toAbsolutePath();
        while (above.getParent() != null && !Files.exists(above)) {
            above = above.getParent();
        }
        return Files.isDirectory(above) && Files.isWritable(above)
                ? List.of()
                : List.of(Finding.problem(
                        "The state folder " + folder + " is not there, and the user " + user + " cannot make it in "
                                + above,
                        "Make it and give it to the user who runs kawasemi, or change state-dir"));
    }

    /** What another user has left there, say by a command as root, ends this one's start. */
    private List<Finding> notOurs() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && !Files.isWritable(file))
                    .sorted()
                    .map(file -> Finding.problem(
                            "The user " + user + " may not write " + file,
                            "Give it to the user who runs kawasemi: chown"))
                    .toList();
        }
    }

    /** The kept copies of compose files hold the app's secrets. */
    private List<Finding> openCopies() throws IOException {
        Path apps = folder.resolve("apps");
        if (!Files.isDirectory(apps)) {
            return List.of();
        }
        List<Path> open = new ArrayList<>();
        try (Stream<Path> files = Files.walk(apps, DEPTH)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHER_EYES::contains)) {
                    open.add(file);
                }
            }
        }
        return open.stream()
                .map(file -> Finding.problem(
                        "The kept copy " + file
                                + " can be read by others than its owner, and it holds the app's secrets",
                        "Close it: chmod -R go-rwx " + apps))
                .toList();
    }
}
