package dev.kawasemi.proxy;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Switches by one small file that the proxy's own configuration takes in, and a reload: nginx, Caddy and HAProxy.
 *
 * <p>The file is the truth, for it outlives a restart of the proxy and of the host. A switch to where the traffic is already is tested and reloaded all the
 * same: after a crash between the write and the reload the file is ahead of what the proxy runs.
 */
final class FileSwitcher implements ProxySwitcher {
    private static final Duration INSTANT = Duration.ofSeconds(1);

    private final ProxySwitchers.App app;
    private final ProxySettings.ByFile settings;
    private final ProxyCommands commands;
    private final PublicEntry entry;
    private final TimeSource time;
    private final ProxyFormat format;
    private final ProxyFile file;

    FileSwitcher(
            ProxySwitchers.App app,
            ProxySettings.ByFile settings,
            ProxyCommands commands,
            PublicEntry entry,
            TimeSource time) {
        this.app = app;
        this.settings = settings;
        this.commands = commands;
        this.entry = entry;
        this.time = time;
        this.format = format(app, settings);
        this.file = new ProxyFile(settings.file(), new ProxyText(app.name(), format));
    }

    @Override
    public List<Finding> check() {
        List<Finding> problems = new ArrayList<>();
        try {
            active();
        } catch (ProxyException e) {
            problems.add(e.finding());
        }
        if (!file.folderCanBeWritten()) {
            problems.add(Finding.problem(
                    "The folder of the proxy file " + file.path() + " cannot be written",
                    "Give it to the user who runs kawasemi: chown"));
        }
        if (format.readsAsItsOwnUser()) {
            file.hiddenFromOthers().ifPresent(problems::add);
        }
        problems.addAll(commands.missing(settings.reload()));
        try {
            commands.failure(settings.test())
                    .ifPresent(said -> problems.add(Finding.problem(
                            "The proxy's test does not pass: " + said,
                            "Mend the configuration of " + format.program()
                                    + ", or the app's proxy.test; a reload would fail in the same way")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.add(Finding.outOfReach("The proxy's test was interrupted", "Try again"));
        }
        remains().ifPresent(problems::add);
        notLedThrough().ifPresent(problems::add);
        return List.copyOf(problems);
    }

    /** See {@link ProxyFormat#leftBehind}; a second look, because a reload that goes well has both for an instant. */
    private Optional<Finding> remains() {
        int port = settings.verify().publicPort();
        Optional<Finding> seen = format.leftBehind(port);
        if (seen.isPresent()) {
            try {
                time.sleep(INSTANT);
                return format.leftBehind(port);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return seen;
    }

    private Optional<String> leftBehind() {
        return remains().map(Finding::words);
    }

    @Override
    public List<String> advice() {
        return format.advice();
    }

    /** A proxy is content with a file that no site of it uses; but then no answer bears our header, and no switch would be seen. */
    private Optional<Finding> notLedThrough() {
        return entry.answerOfAnother()
                .map(seen -> Finding.problem(
                        "The public entry " + settings.verify().publicUrl() + " answers, but not through " + file.path()
                                + ": " + seen,
                        "Put in the lines that `kawasemi init " + app.name() + "` prints"));
    }

    @Override
    public List<Finding> checkSite(Optional<Color> serving) {
        List<Finding> found = new ArrayList<>();
        Optional<Finding> against = serving.flatMap(entry::against);
        against.ifPresent(found::add);
        boolean proven = serving.isPresent() && against.isEmpty();
        if (!proven && settings instanceof ProxySettings.Nginx) {
            found.addAll(new NginxSite(app.name(), commands).look(settings.test(), file));
        }
        return List.copyOf(found);
    }

    @Override
    public Optional<Target> active() {
        return file.active();
    }

    @Override
    public void switchTo(Target target) {
        String before = file.readOurs().orElseThrow(file::missing);
        String aim = "Tried to switch " + app.name() + " to " + target.color().id() + " but ";
        file.write(Optional.of(target));
        try {
            Optional<String> test = commands.failure(settings.test());
            if (test.isPresent()) {
                // The proxy never heard of the new text, so it serves as before whether this write works or not.
                throw new ProxyException(
                        aim + test.get() + ". "
                                + file.putBack(before).orElse("The previous proxy file is back in place"),
                        true);
            }
            Optional<String> reload =
                    commands.failure(settings.reload()).or(this::leftBehind);
            if (reload.isPresent()) {
                throw takenBack(aim + reload.get(), before, target);
            }
        } catch (InterruptedException e) {
            try {
                throw takenBack(aim + "it was interrupted", before, target);
            } finally {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The text before goes back, and the proxy is told, because the failed reload may have reached it. */
    private ProxyException takenBack(String what, String before, Target unwanted) {
        Optional<String> notBack = file.putBack(before);
        if (notBack.isPresent()) {
            return new ProxyException(what + ". " + notBack.get(), false);
        }
        Optional<String> again = told(settings.reload());
        Optional<String> left = leftBehind();
        if (left.isPresent()) {
            return new ProxyException(
                    what + ". The previous proxy file is back in place but " + left.get(), false);
        }
        if (again.isEmpty()) {
            return new ProxyException(what + ". The previous proxy file is back in place and reloaded", true);
        }
        Glance seen = entry.glance(Cancellation.none());
        boolean asBefore = servesAsBefore(seen, before, unwanted);
        String now = asBefore
                ? ". The previous proxy file is back in place and " + format.program() + " serves as before"
                : ". The previous proxy file is back in place but " + format.program()
                        + " could not be told. The public entry: "
                        + seen.words()
                        + ". If " + format.program()
                        + " is down, start it: it serves as before; if it runs, reload it: it may serve "
                        + unwanted.color().id();
        return new ProxyException(what + now, asBefore);
    }

    private boolean servesAsBefore(Glance seen, String before, Target unwanted) {
        Optional<Color> answering = seen.success() ? seen.color() : Optional.empty();
        Optional<Color> wanted = file.activeIn(before).flatMap(active -> active.map(Target::color));
        return wanted.isPresent() ? answering.equals(wanted) : !answering.equals(Optional.of(unwanted.color()));
    }

    @Override
    public void restore(Optional<Target> previous) {
        Optional<String> failure = bringBack(previous);
        if (failure.isPresent()) {
            String aim = previous.map(target -> target.color().id()).orElse("no colour");
            throw new ProxyException(
                    "Tried to bring " + app.name() + " back to " + aim + " but " + failure.get()
                            + ". Mend this and reload " + format.program(),
                    previous.isPresent() && serves(previous.get().color()));
        }
    }

    /**
     * What went wrong. The wanted text then stays in the file: it is well-formed, so what failed is another file or the proxy itself, and
     * the next reload by anybody leads to where the traffic belongs. A file that was removed or edited by hand is written anew: its first line says that edits
     * are lost, and the edited text is the previous one. Only another program's file is not touched.
     */
    private Optional<String> bringBack(Optional<Target> previous) {
        try {
            file.readOurs();
            file.write(previous);
            return told(settings.test()).or(() -> told(settings.reload())).or(this::leftBehind);
        } catch (ProxyException e) {
            return Optional.of("this failed: " + e.getMessage());
        }
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
        Optional<String> before = file.read();
        Optional<Path> kept = before.filter(text -> !file.understood(text)).map(text -> file.keepAside(time.now()));
        String aim = "Tried to set " + file.path() + " to " + target.color().id() + " but ";
        file.write(Optional.of(target));
        Optional<String> test = told(settings.test());
        if (test.isPresent()) {
            throw new ProxyException(
                    aim + test.get() + ". " + asItWas(before, kept) + ". " + format.program()
                            + " was not told: mend this and repair again",
                    true);
        }
        Optional<String> reload = told(settings.reload()).or(this::leftBehind);
        if (reload.isPresent()) {
            String where =
                    kept.map(path -> ". What was there is kept as " + path).orElse("");
            throw new ProxyException(
                    aim + reload.get() + ". The file leads to " + target.color().id() + " now" + where
                            + ". Start or reload " + format.program(),
                    serves(target.color()));
        }
        return kept.map(path -> "what was in " + file.path() + " is kept as " + path);
    }

    /** In words. Where nothing was, ours stays: a proxy refuses to start over an include of a file that is not there. */
    private String asItWas(Optional<String> before, Optional<Path> kept) {
        if (before.isEmpty()) {
            return "There was no file, so ours stays";
        }
        return kept.map(file::putBack)
                .orElseGet(() -> file.putBack(before.get()))
                .orElse("What was there is back in place");
    }

    @Override
    public List<String> init() {
        List<String> lines = new ArrayList<>();
        if (file.readOurs().isPresent()) {
            lines.add(file.path() + " is there already and was left as it is.");
        } else {
            file.write(Optional.empty());
            lines.add("Wrote " + file.path() + ". It has no colour yet: " + format.program() + " answers "
                    + format.statusWithoutColor() + " until the first deploy.");
        }
        lines.add("");
        lines.addAll(format.linesToPaste(file.path()));
        return List.copyOf(lines);
    }

    private static ProxyFormat format(ProxySwitchers.App app, ProxySettings.ByFile settings) {
        if (settings instanceof ProxySettings.Caddy) {
            return new CaddyFile(app.name());
        }
        return settings instanceof ProxySettings.Haproxy ? new HaproxyFile(app) : new NginxFile(app);
    }

    /** What went wrong; empty when it ended with exit code 0. An interrupt counts and stays set. */
    private Optional<String> told(List<String> argv) {
        try {
            return commands.failure(argv);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        }
    }

    private boolean serves(Color color) {
        Glance seen = entry.glance(Cancellation.none());
        return seen.success() && seen.color().equals(Optional.of(color));
    }
}
