package dev.kawasemi.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The figures that a run shows: {@code target/shows.txt}, one {@code name = value} a line, written as measured. */
public final class Shows {
    private Shows() {}

    public static synchronized void write(String name, Object value) throws IOException {
        Path file = Path.of(System.getProperty("shows.file", "target/shows.txt"));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, name + " = " + value + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
