package dev.kawasemi.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A file that is no whole database, with its write-ahead log: kept beside it as {@code NAME.damaged-WHEN} and {@code NAME.damaged-WHEN-wal}. */
final class DamagedFile {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    /** The database, and what belongs to it; the third is made anew from the second (sqlite.org/walformat.html). */
    private static final List<String> PARTS = List.of("", "-wal");

    private static final String INDEX = "-shm";

    private final Path file;
    private final Instant now;

    DamagedFile(Path file, Instant now) {
        this.file = file;
        this.now = now;
    }

    /** Copies it. A copy of an earlier start that is the same counts: a service that is started again and again does not fill the disk. Empty when it could not. */
    Optional<Path> copy() {
        try {
            Optional<Path> there = sameCopy();
            if (there.isPresent()) {
                return there;
            }
            Path copy = freeName();
            for (String part : PARTS) {
                // An empty log was made by looking at the file.
                if (part.isEmpty() ? Files.exists(file) : size(part(file, part)) > 0) {
                    Files.copy(part(file, part), part(copy, part), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            return Optional.of(copy);
        } catch (IOException e) {
            // The message that follows says that there is no copy.
            return Optional.empty();
        }
    }

    /** Moves it away, so that a new one can begin. */
    Path moveAside() throws IOException {
        Path aside = freeName();
        for (String part : PARTS) {
            if (Files.exists(part(file, part))) {
                Files.move(part(file, part), part(aside, part), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Files.deleteIfExists(part(file, INDEX));
        return aside;
    }

    private Optional<Path> sameCopy() throws IOException {
        try (Stream<Path> beside = Files.list(folder())) {
            for (Path one : beside.filter(this::isCopy).sorted().toList()) {
                if (same(file, one) && same(part(file, "-wal"), part(one, "-wal"))) {
                    return Optional.of(one);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isCopy(Path other) {
        String name = other.getFileName().toString();
        return name.startsWith(prefix()) && !name.endsWith("-wal") && !name.endsWith(INDEX);
    }

    private static boolean same(Path one, Path other) throws IOException {
        boolean both = Files.exists(one) && Files.exists(other);
        return both ? Files.mismatch(one, other) < 0 : size(one) == 0 && size(other) == 0;
    }

    static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private Path freeName() {
        Path name = file.resolveSibling(prefix() + WHEN.format(now));
        for (int number = 2; Files.exists(name) || Files.exists(part(name, "-wal")); number++) {
            name = file.resolveSibling(prefix() + WHEN.format(now) + "-" + number);
        }
        return name;
    }

    private String prefix() {
        return file.getFileName() + ".damaged-";
    }

    private Path folder() {
        Path parent = file.getParent();
        return parent == null ? Path.of("/") : parent;
    }

    static Path part(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
