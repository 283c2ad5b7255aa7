package dev.kawasemi.cli;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command line. */
public final class Cli {
    private Cli() {}

    /**
     * Carries out what was typed and returns the exit code. Only {@code run} and {@code console} stay for long; the others end when their work rests. A host
     * that is open when the process is asked to end (SIGTERM, SIGINT) is closed first.
     */
    public static int run(List<String> arguments, Hosts hosts, Terminal terminal) {
        CommandLine line = new CommandLine(new Verbs(new Session(hosts, terminal)))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(30)
                .registerConverter(AppName.class, Words::app)
                .registerConverter(Version.class, Words::version)
                .setParameterExceptionHandler((e, words) -> refuse(e, terminal));
        return line.execute(arguments.toArray(String[]::new));
    }

    private static int refuse(ParameterException e, Terminal terminal) {
        terminal.complain(String.valueOf(e.getMessage()));
        terminal.complain("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.REFUSED.number();
    }
}
