package dev.kawasemi.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program for a test, apart from the code under test: an argument list, a limit, and an error that shows what the program said. */
public final class BedCommand {
    private BedCommand() {}

    /**
     * @return what it wrote to stdout
     * @throws IllegalStateException when it failed or took longer than the limit
     */
    public static String run(Duration limit, List<String> argv) {
        try {
            Path out = Files.createTempFile("kawasemi-bed", ".out");
            Path err = Files.createTempFile("kawasemi-bed", ".err");
            try {
                return run(limit, argv, out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to run " + argv, e);
        }
    }

    private static String run(Duration limit, List<String> argv, Path out, Path err) throws IOException {
        Process process = new ProcessBuilder(argv)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!ended(process, limit)) {
            process.destroyForcibly();
            throw new IllegalStateException(argv + " did not end within " + limit.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    argv + " ended with " + process.exitValue() + ": " + Files.readString(err) + Files.readString(out));
        }
        return Files.readString(out);
    }

    static boolean ended(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public static String docker(Duration limit, List<String> arguments) {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(arguments);
        return run(limit, argv);
    }
}
