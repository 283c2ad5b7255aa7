package dev.kawasemi.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The command line. */
public final class Cli {
    private final Host.Factory hosts;
    private final PrintStream out;
    private final PrintStream err;

    public Cli(Host.Factory hosts, PrintStream out, PrintStream err) {
        this.hosts = hosts;
        this.out = out;
        this.err = err;
    }

    /** Carries one command line out and gives its exit code: 0 done, 1 failed, 2 refused, 3 out of reach, 4 a person is needed. */
    public int run(String... args) {
        CommandLine line = new CommandLine(new Verbs(hosts, out, err));
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            err.println("kawasemi: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
            return e instanceof IllegalArgumentException ? ExitCode.REFUSED : ExitCode.OUT_OF_REACH;
        });
        return line.execute(args);
    }
}
