package dev.kawasemi.proxy;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.process.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Switches by a program of the user's: {@code switch blue}, {@code switch green} and, when a first deploy is undone,
 * {@code switch none}; {@code active} prints {@code blue}, {@code green} or {@code none}, after the colour optionally the port.
 * {@code PORT} in its environment is where the colour's web answers on 127.0.0.1, {@code APP} the app's name.
 */
final class ScriptSwitcher implements ProxySwitcher {
    private static final String NONE = "none";
    private static final Pattern ANSWER = Pattern.compile("(blue|green)(?:\\s+(\\d{1,5}))?|none");

    private final ProxySwitchers.App app;
    private final ProxySettings.Script settings;
    private final ProxyCommands commands;
    private final PublicEntry entry;

    ScriptSwitcher(ProxySwitchers.App app, ProxySettings.Script settings, ProxyCommands commands, PublicEntry entry) {
        this.app = app;
        this.settings = settings;
        this.commands = commands;
        this.entry = entry;
    }

    @Override
    public List<Finding> check() {
        try {
            active();
            return List.of();
        } catch (ProxyException e) {
            return List.of(e.finding());
        }
    }

    @Override
    public List<Finding> checkSite(Optional<Color> serving) {
        return serving.flatMap(entry::against).stream().toList();
    }

    @Override
    public Optional<Target> active() {
        ProxyCommands.Outcome outcome;
        try {
            outcome = commands.run(call("active"), Map.of("APP", app.name().value()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProxyException("Tried to ask the proxy script of " + app.name() + " but was interrupted", true);
        }
        outcome.failure().ifPresent(failure -> {
            throw new ProxyException(Finding.problem(
                    "Tried to ask where " + app.name() + " goes but " + failure,
                    "Mend the app's proxy.command: `" + String.join(" ", call("active"))
                            + "` must print blue, green or none"));
        });
        return parse(outcome.stdout());
    }

    @Override
    public void switchTo(Target target) {
        Optional<Target> previous = active();
        Optional<String> failure = run(Optional.of(target));
        if (failure.isEmpty()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        Optional<String> back = run(previous);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        String tried = "Tried to switch " + app.name() + " to " + target.color().id() + " but " + failure.get();
        throw new ProxyException(
                back.map(said -> tried + ". Going back failed too: " + said)
                        .orElse(tried + ". It was switched back to " + word(previous)),
                back.isEmpty());
    }

    @Override
    public void restore(Optional<Target> previous) {
        run(previous).ifPresent(failure -> {
            throw new ProxyException(
                    "Tried to bring " + app.name() + " back to " + word(previous) + " but " + failure, false);
        });
    }

    @Override
    public VerifyVerdict verify(Color color, Cancellation cancellation) throws InterruptedException {
        return entry.verify(color, cancellation);
    }

    @Override
    public Glance glance(Cancellation cancellation) {
        return entry.glance(cancellation);
    }

    @Override
    public Optional<String> force(Target target) {
        run(Optional.of(target)).ifPresent(failure -> {
            throw new ProxyException(
                    "Tried to switch " + app.name() + " to " + target.color().id() + " but " + failure, false);
        });
        return Optional.empty();
    }

    @Override
    public List<String> init() {
        String program = String.join(" ", settings.command());
        return List.of(
                "Nothing to write: the proxy of " + app.name() + " is switched by " + program + ". It is called as",
                "    " + program + " active                    prints blue, green or none",
                "    " + program + " switch blue|green|none    moves the traffic; exit code 0 when it did",
                "with PORT (" + app.bluePort() + " for blue, " + app.greenPort()
                        + " for green) and APP in its environment," + " within 30 s, and must be safe to call again.",
                settings.verify().statusOnly()
                        ? "verify = status-only: the public answer's status alone decides."
                        : "The public answer must carry the header " + PublicEntry.COLOR_HEADER + ": blue or green.");
    }

    /** What went wrong; empty when the program said that it moved the traffic. An interrupt counts and stays set. */
    private Optional<String> run(Optional<Target> target) {
        Map<String, String> environment = target.map(t -> Map.of(
                        "PORT", Integer.toString(t.port()), "APP", app.name().value()))
                .orElse(Map.of("APP", app.name().value()));
        try {
            return commands.run(call("switch", word(target)), environment).failure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        }
    }

    private Optional<Target> parse(String stdout) {
        String said = stdout.strip();
        Matcher answer = ANSWER.matcher(said);
        if (!answer.matches()) {
            throw new ProxyException(Finding.problem(
                    "Tried to ask where " + app.name() + " goes but `" + String.join(" ", call("active"))
                            + "` printed \"" + said.substring(0, Math.min(said.length(), 100)) + "\"",
                    "Mend the app's proxy.command: it must print blue, green or none"));
        }
        Optional<Integer> port = Optional.ofNullable(answer.group(2)).map(Integer::valueOf);
        return Optional.ofNullable(answer.group(1))
                .flatMap(Color::ofId)
                .map(color -> new Target(color, port.orElseGet(() -> app.port(color))));
    }

    private List<String> call(String... arguments) {
        List<String> argv = new ArrayList<>(settings.command());
        argv.addAll(List.of(arguments));
        return argv;
    }

    private static String word(Optional<Target> target) {
        return target.map(t -> t.color().id()).orElse(NONE);
    }
}
