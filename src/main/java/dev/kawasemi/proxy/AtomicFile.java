package dev.kawasemi.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file that is always whole: a reader, and a host that loses its power, see the old text or the new one.
 *
 * <p>The text before the last change is kept beside it as {@code .NAME.previous}. Dot files are matched neither by nginx's
 * {@code include *.conf} nor by {@code include *} (glob(7): a wildcard does not match a leading dot).
 */
final class AtomicFile {
    private static final Set<PosixFilePermission> NEW_FILE = PosixFilePermissions.fromString("rw-r--r--");

    private final Path path;

    AtomicFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    Path path() {
        return path;
    }

    /** Where the text before the last change lies. */
    Path previous() {
        return beside(target(), "previous");
    }

    /** The text, empty when there is no file. */
    Optional<String> read() throws IOException {
        return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
    }

    /** Replaces the text, keeping the one before. Writing the same text again does not change what is kept. */
    void write(String text) throws IOException {
        Optional<String> before = read();
        if (before.isPresent() && !before.get().equals(text)) {
            replace(previous(), before.get());
        }
        replace(target(), text);
    }

    /** A copy of what is there now, under a name that no earlier copy has. */
    Path keepAside() throws IOException {
        int number = 1;
        while (Files.exists(beside(target(), "kept-" + number))) {
            number++;
        }
        Path copy = beside(target(), "kept-" + number);
        Files.copy(target(), copy, StandardCopyOption.COPY_ATTRIBUTES);
        syncFolder(folder());
        return copy;
    }

    Path folder() {
        Path parent = target().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    /** A rename onto a symbolic link would replace the link, so the file behind it is meant. */
    private Path target() {
        try {
            return Files.isSymbolicLink(path) ? path.toRealPath() : path;
        } catch (IOException e) {
            // A link to nowhere: the rename replaces it.
            return path;
        }
    }

    private void replace(Path target, String text) throws IOException {
        Path fresh = beside(target(), "new");
        Set<PosixFilePermission> mode = Files.exists(target()) ? Files.getPosixFilePermissions(target()) : NEW_FILE;
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            // Set before anything is written, and not by the umask: the file must never be wider than the old one.
            Files.setPosixFilePermissions(fresh, mode);
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(folder());
    }

    /** The rename itself lasts only once the folder is on the disk. */
    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path beside(Path target, String suffix) {
        return target.resolveSibling("." + target.getFileName() + "." + suffix);
    }
}
