package dev.kawasemi.proxy;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.process.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Switches by one small file with an upstream and a map.
 *
 * <p>A switch to where the traffic is already is tested and reloaded all the same: after a crash between the write and the
 * reload the file is ahead of what nginx runs.
 */
final class NginxSwitcher implements ProxySwitcher {
    private final ProxySwitchers.App app;
    private final ProxySettings.Nginx settings;
    private final ProxyCommands commands;
    private final PublicEntry entry;
    private final AtomicFile file;
    private final NginxFile format;

    NginxSwitcher(ProxySwitchers.App app, ProxySettings.Nginx settings, ProxyCommands commands, PublicEntry entry) {
        this.app = app;
        this.settings = settings;
        this.commands = commands;
        this.entry = entry;
        this.file = new AtomicFile(settings.file());
        this.format = new NginxFile(app);
    }

    @Override
    public List<String> check() {
        List<String> problems = new ArrayList<>();
        try {
            active();
        } catch (ProxyException e) {
            problems.add(e.getMessage());
        }
        if (Files.isDirectory(file.folder()) && !Files.isWritable(file.folder())) {
            problems.add("The proxy file's folder " + file.folder()
                    + " cannot be written: give it to the user who runs kawasemi");
        }
        problems.addAll(commands.missing(settings.reload()));
        try {
            commands.failure(settings.test())
                    .ifPresent(said -> problems.add("The proxy's test does not pass: " + said));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            problems.add("The proxy's test was interrupted");
        }
        return List.copyOf(problems);
    }

    @Override
    public Optional<Target> active() {
        return format.active(read().orElseThrow(() -> new ProxyException(missing(), true)), file.path());
    }

    @Override
    public void switchTo(Target target) {
        String before = ours(read()).orElseThrow(() -> new ProxyException(missing(), true));
        String aim = "Tried to switch " + app.name() + " to " + target.color().id() + " but ";
        write(format.text(Optional.of(target)), true);
        try {
            Optional<String> test = commands.failure(settings.test());
            if (test.isPresent()) {
                // nginx never heard of the new text, so it serves as before whether this write works or not.
                write(before, true);
                throw new ProxyException(aim + test.get() + ". The previous proxy file is back in place", true);
            }
            Optional<String> reload = commands.failure(settings.reload());
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

    @Override
    public void restore(Optional<Target> previous) {
        Optional<String> failure = bringBack(previous);
        if (failure.isPresent()) {
            String aim = previous.map(target -> target.color().id()).orElse("no colour");
            throw new ProxyException(
                    "Tried to bring " + app.name() + " back to " + aim + " but " + failure.get()
                            + ". Mend this and reload nginx",
                    previous.isPresent() && serves(previous.get().color()));
        }
    }

    /**
     * What went wrong. The wanted text then stays in the file: it is well-formed, so what failed is another file or nginx itself, and
     * the next reload by anybody leads to where the traffic belongs.
     */
    private Optional<String> bringBack(Optional<Target> previous) {
        try {
            ours(read());
            write(format.text(previous), false);
            Optional<String> test = commands.failure(settings.test());
            return test.isPresent() ? test : commands.failure(settings.reload());
        } catch (ProxyException e) {
            return Optional.of("this failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
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
        Optional<String> there = read();
        Optional<Path> kept = there.filter(text -> !understood(text)).map(text -> keepAside());
        createFolder();
        Optional<String> failure = force(format.text(Optional.of(target)));
        if (failure.isPresent()) {
            throw new ProxyException(
                    "Tried to set " + file.path() + " to " + target.color().id() + " but " + failure.get()
                            + ". The file is written; mend this and reload nginx"
                            + kept.map(path -> ". What was there is kept as " + path)
                                    .orElse(""),
                    false);
        }
        return kept.map(path -> "what was in " + file.path() + " is kept as " + path);
    }

    private boolean understood(String text) {
        try {
            format.active(text, file.path());
            return true;
        } catch (ProxyException e) {
            return false;
        }
    }

    private Path keepAside() {
        try {
            return file.keepAside();
        } catch (IOException e) {
            throw cannotWrite(e, true);
        }
    }

    /** What went wrong. */
    private Optional<String> force(String text) {
        write(text, false);
        try {
            Optional<String> test = commands.failure(settings.test());
            return test.isPresent() ? test : commands.failure(settings.reload());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("it was interrupted");
        }
    }

    @Override
    public List<String> init() {
        boolean there = ours(read()).isPresent();
        if (!there) {
            createFolder();
            write(format.text(Optional.empty()), true);
        }
        return NginxAdvice.lines(file.path(), format, there);
    }

    /** The text before goes back, and nginx is told, because the failed reload may have reached it. */
    private ProxyException takenBack(String what, String before, Target unwanted) {
        write(before, false);
        Optional<String> again;
        try {
            again = commands.failure(settings.reload());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            again = Optional.of("it was interrupted");
        }
        if (again.isEmpty()) {
            return new ProxyException(what + ". The previous proxy file is back in place and reloaded", true);
        }
        boolean asBefore =
                previous(before).map(target -> serves(target.color())).orElseGet(() -> !serves(unwanted.color()));
        String now = asBefore
                ? ". The previous proxy file is back in place and nginx serves as before"
                : ". The previous proxy file is back in place but nginx could not be told: it may serve "
                        + unwanted.color().id() + ". Mend this and reload nginx";
        return new ProxyException(what + now, asBefore);
    }

    private Optional<Target> previous(String text) {
        try {
            return format.active(text, file.path());
        } catch (ProxyException e) {
            // Ours, but changed by hand: what served before is not known.
            return Optional.empty();
        }
    }

    private boolean serves(Color color) {
        return entry.answering().filter(color::equals).isPresent();
    }

    private void createFolder() {
        try {
            Files.createDirectories(file.folder());
        } catch (IOException e) {
            throw cannotWrite(e, true);
        }
    }

    private void write(String text, boolean previousInPlace) {
        try {
            file.write(text);
        } catch (IOException e) {
            throw cannotWrite(e, previousInPlace);
        }
    }

    private Optional<String> read() {
        try {
            return file.read();
        } catch (IOException e) {
            throw new ProxyException("Tried to read " + file.path() + " but: " + e, true);
        }
    }

    private Optional<String> ours(Optional<String> text) {
        if (text.isPresent() && !format.isOurs(text.get())) {
            throw new ProxyException(format.notOurs(file.path()), true);
        }
        return text;
    }

    private String missing() {
        Path path = file.path();
        return "The proxy file " + path + " is missing: run `kawasemi init " + app.name() + "`";
    }

    private ProxyException cannotWrite(IOException e, boolean previousInPlace) {
        return new ProxyException(
                "Tried to write " + file.path() + " but: " + e
                        + ". Its folder must belong to the user who runs kawasemi",
                previousInPlace);
    }
}
