package dev.kawasemi.cli;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Version;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command line. */
public final class Cli {
    private final Host.Factory hosts;
    private final Terminal terminal;

    public Cli(Host.Factory hosts, PrintStream out, PrintStream err) {
        this(hosts, Terminal.ofThisProcess(out, err));
    }

    Cli(Host.Factory hosts, Terminal terminal) {
        this.hosts = hosts;
        this.terminal = terminal;
    }

    /**
     * Carries one command line out and gives its exit code: 0 done, 1 failed, 2 refused, 3 out of reach, 4 a person is needed. Only {@code run} and
     * {@code console} stay for long; the others end when their work rests.
     */
    public int run(String... arguments) {
        Optional<Path> config = configOfService(arguments);
        if (config.isPresent()) {
            return new Session(hosts, terminal, arguments).openHere(config, Session::serve);
        }
        CommandLine line = new CommandLine(new Verbs(new Session(hosts, terminal, arguments)))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(30)
                .registerConverter(AppName.class, Words::app)
                .registerConverter(Duration.class, Words::length)
                .registerConverter(Color.class, Words::color)
                .registerConverter(Version.class, Words::version)
                .setParameterExceptionHandler((e, words) -> refuse(e));
        line.addSubcommand(new Manual(terminal));
        return line.execute(arguments);
    }

    /** {@code run --config FILE}, as a service manager types it: what reads a command line would else stay in memory for as long as the bot does (2 MB). */
    private static Optional<Path> configOfService(String... arguments) {
        boolean service = arguments.length == 3 && arguments[0].equals("run") && arguments[1].equals("--config");
        return service && !arguments[2].isEmpty() ? Optional.of(Path.of(arguments[2])) : Optional.empty();
    }

    private int refuse(ParameterException e) {
        terminal.complain(String.valueOf(e.getMessage()));
        terminal.complain("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.REFUSED.number();
    }
}
