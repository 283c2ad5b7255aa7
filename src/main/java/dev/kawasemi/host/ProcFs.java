package dev.kawasemi.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The kernel's text files under a root. What is not there or cannot be read is empty: kernels and boards differ in what they offer. */
final class ProcFs {
    private final Path root;

    ProcFs(Path root) {
        this.root = root;
    }

    /** Without PSI at boot ({@code psi=0}) the file may be there and the read fails: empty as well. */
    Optional<String> text(String path) {
        try {
            return Optional.of(Files.readString(root.resolve(path), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A file that holds one number. */
    OptionalLong number(String path) {
        return text(path).map(text -> parse(text.strip())).orElse(OptionalLong.empty());
    }

    /** The number after a key at the beginning of a line: {@code inactive_file 4096}, {@code MemTotal:  1024 kB}. */
    OptionalLong value(String path, String key) {
        return text(path).map(text -> valueIn(text, key)).orElse(OptionalLong.empty());
    }

    static OptionalLong valueIn(String text, String key) {
        return text.lines()
                .filter(line ->
                        line.startsWith(key) && line.length() > key.length() && !isWord(line.charAt(key.length())))
                .findFirst()
                .map(line -> parse(firstWord(line.substring(key.length()))))
                .orElse(OptionalLong.empty());
    }

    boolean isFolder(String path) {
        return Files.isDirectory(root.resolve(path));
    }

    /** Paths, as {@link #text} takes them, of the entries of a folder that fit a glob; none when there is no such folder. */
    List<String> entries(String folder, String glob) {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(folder), glob)) {
            entries.forEach(entry -> found.add(folder + "/" + entry.getFileName()));
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return found;
    }

    static OptionalLong parse(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '(';
    }

    private static String firstWord(String text) {
        String stripped = text.startsWith(":") ? text.substring(1).strip() : text.strip();
        int end = stripped.indexOf(' ');
        return end < 0 ? stripped : stripped.substring(0, end);
    }
}
