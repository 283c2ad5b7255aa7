package dev.kawasemi.cli;

import dev.kawasemi.deployment.Actor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Where a verb was typed, and by whom.
 *
 * @param uid of this process
 * @param user its name
 * @param zone in which times are printed
 */
record Terminal(PrintStream out, PrintStream err, Map<String, String> environment, long uid, String user, ZoneId zone) {
    private static final long LAST_SYSTEM_USER = 999;

    Terminal {
        environment = Map.copyOf(environment);
    }

    /** The one this process was started from. */
    static Terminal ofThisProcess(PrintStream out, PrintStream err) {
        return new Terminal(
                out,
                err,
                System.getenv(),
                ownUid(),
                System.getProperty("user.name", "unknown"),
                ZoneId.systemDefault());
    }

    /**
     * Who types. Behind sudo that is the person, not root or the service's own user, so that two people are never one when it is asked who approved; as
     * anybody can set a variable, sudo's count for root and for system users, whom nobody logs in as (below 1000: SYS_UID_MAX of login.defs(5)).
     */
    Actor actor() {
        Optional<String> person = sudo("SUDO_USER");
        Optional<String> personId = sudo("SUDO_UID").filter(id -> id.matches("[0-9]{1,10}"));
        boolean behindSudo = uid <= LAST_SYSTEM_USER && person.isPresent() && personId.isPresent();
        return new Actor(
                Actor.Origin.TERMINAL,
                behindSudo ? personId.get() : Long.toString(uid),
                Printable.line(behindSudo ? person.get() : user));
    }

    private Optional<String> sudo(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    Optional<Path> configFile() {
        return Optional.ofNullable(environment.get("KAWASEMI_CONFIG"))
                .filter(file -> !file.isBlank())
                .map(Path::of);
    }

    void say(String line) {
        out.println(Printable.line(line));
        out.flush();
    }

    void complain(String line) {
        err.println(Printable.line(line));
        err.flush();
    }

    private static long ownUid() {
        try {
            return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to read this process's uid from /proc/self: " + e.getMessage(), e);
        }
    }
}
