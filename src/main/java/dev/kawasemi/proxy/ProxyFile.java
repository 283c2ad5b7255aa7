package dev.kawasemi.proxy;

import dev.kawasemi.deployment.Finding;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An app's proxy file on the disk: what is there, and troubles with it in the words of a {@link ProxyException}. */
final class ProxyFile {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final Set<PosixFilePermission> OPEN_FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");

    private final AtomicFile file;
    private final ProxyText format;

    ProxyFile(Path path, ProxyText format) {
        this.file = new AtomicFile(path);
        this.format = format;
    }

    Path path() {
        return file.path();
    }

    boolean folderCanBeWritten() {
        return !Files.isDirectory(file.folder()) || Files.isWritable(file.folder());
    }

    /** @throws ProxyException also when the file is missing, not ours or contradicts itself */
    Optional<Target> active() {
        return format.active(read().orElseThrow(this::missing), path());
    }

    Optional<String> read() {
        try {
            return file.read();
        } catch (IOException e) {
            throw new ProxyException(Finding.problem(
                    "Tried to read " + path() + " but: " + e, "The user who runs kawasemi must be able to read it"));
        }
    }

    /** The text, empty when there is no file; another program's file is refused. */
    Optional<String> readOurs() {
        Optional<String> text = read();
        if (text.isPresent() && !format.isOurs(text.get())) {
            throw new ProxyException(format.notOurs(path()));
        }
        return text;
    }

    ProxyException missing() {
        return new ProxyException(Finding.problem(
                "The proxy file " + path() + " is missing",
                "Run `kawasemi init " + format.app() + "` before the first deploy, `kawasemi repair " + format.app()
                        + " --active COLOR` after it"));
    }

    /** Whether an active colour can be read from the text. */
    boolean understood(String text) {
        return activeIn(text).isPresent();
    }

    /** The colour by this text; the outer one empty when it cannot be told. */
    Optional<Optional<Target>> activeIn(String text) {
        try {
            return Optional.of(format.active(text, path()));
        } catch (ProxyException e) {
            // Another program's, or ours but changed by hand: callers go on without it.
            return Optional.empty();
        }
    }

    /** Makes the folder too, where it is gone. The proxy knows nothing of it when this throws. */
    void write(Optional<Target> active) {
        try {
            makeFolder();
            file.write(format.text(active));
        } catch (IOException e) {
            throw new ProxyException("Tried to write " + path() + " but: " + e + ". " + advice(e), true);
        }
    }

    /** Readable by all, whatever the umask: a proxy may start as a user of its own, and what is in the file is no secret. */
    private void makeFolder() throws IOException {
        Path folder = file.folder();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, OPEN_FOLDER);
        }
    }

    /** A sentence when folder or file can be read by the file's owner alone, who is the user that runs kawasemi; empty also when there is none. */
    Optional<Finding> hiddenFromOthers() {
        try {
            for (Path path : Files.exists(path()) ? List.of(file.folder(), path()) : List.<Path>of()) {
                if (forOwnerAlone(path) && Files.getOwner(path).equals(Files.getOwner(path()))) {
                    return Optional.of(Finding.problem(
                            path + " can be read by its owner alone, but "
                                    + format.format().program() + " reads it as a user of its own when it starts",
                            "Let it: chmod a+rX " + path));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Finding.problem(
                    "Tried to look who may read " + path() + " but: " + e,
                    "Let the user who runs kawasemi look into its folder"));
        }
    }

    private static boolean forOwnerAlone(Path path) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
        return !mode.contains(PosixFilePermission.GROUP_READ) && !mode.contains(PosixFilePermission.OTHERS_READ);
    }

    /** Goes back to a text that was there. What went wrong; empty when it is there. */
    Optional<String> putBack(String before) {
        return attempt(() -> file.write(before));
    }

    /** Goes back to what was kept, which is then no longer kept. What went wrong; empty when it is there. */
    Optional<String> putBack(Path kept) {
        return attempt(() -> file.putBack(kept));
    }

    Path keepAside(Instant now) {
        try {
            return file.keepAside(WHEN.format(now));
        } catch (IOException e) {
            throw new ProxyException(
                    "Tried to keep a copy of " + path() + " beside it but: " + e + ". " + advice(e), true);
        }
    }

    private Optional<String> attempt(Attempt attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("What was in " + path() + " could not be put back (" + e + "). " + advice(e));
        }
    }

    private String advice(IOException e) {
        if (String.valueOf(e.getMessage()).contains("No space left on device")) {
            return "The disk is full and the file is as it was: free space in " + file.folder() + " and try again";
        }
        return e instanceof AccessDeniedException
                ? "The folder " + file.folder() + " must belong to the user who runs kawasemi"
                : "Mend this and try again";
    }

    private interface Attempt {
        void run() throws IOException;
    }
}
