package dev.kawasemi.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Reads what is never part of a problem: a token, a shared secret. */
final class SecretReader<T> {
    private static final String HIDDEN = "something (not shown)";

    private final KeyReader keys;
    private final Function<String, T> make;

    /** @param make throws {@link IllegalArgumentException}, with words that do not hold it, where it will not do */
    SecretReader(KeyReader keys, Function<String, T> make) {
        this.keys = keys;
        this.make = make;
    }

    /** What stands in the file that the key names, below the folder where its path is not absolute. */
    Optional<T> inFile(String key, Path folder, String expected) {
        String path = keys.text(key, expected);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.resolve(path);
        try {
            return checked(key, Files.readString(file).strip());
        } catch (IOException e) {
            // A secret pasted here by mistake has no slash; a path worth showing has.
            String saw = path.contains("/") ? file + " (" + why(e) + ")" : "something (not shown; " + why(e) + ")";
            keys.problem(key, saw, expected);
            return Optional.empty();
        }
    }

    private static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "the user " + System.getProperty("user.name") + " may not read it";
        }
        return e instanceof NoSuchFileException
                ? "it is not there"
                : e.getClass().getSimpleName();
    }

    Optional<T> checked(String key, String secret) {
        try {
            return Optional.of(make.apply(secret));
        } catch (IllegalArgumentException e) {
            keys.problem(key, HIDDEN, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
