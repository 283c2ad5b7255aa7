package dev.kawasemi;

import dev.kawasemi.cli.Cli;
import dev.kawasemi.cli.Host;
import dev.kawasemi.config.ConfigLoader;
import dev.kawasemi.config.ConfigProblems;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Where the program starts. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = new Cli(Main::open, out, err).run(args);
        System.exit(code);
    }

    private static Host open(Path config) throws Host.NotStarted {
        try {
            return LocalHost.open(ConfigLoader.load(config));
        } catch (ConfigProblems e) {
            throw new Host.NotStarted(e.problems());
        } catch (IllegalStateException | dev.kawasemi.journal.JournalException e) {
            throw new Host.NotStarted(List.of(String.valueOf(e.getMessage())));
        }
    }
}
