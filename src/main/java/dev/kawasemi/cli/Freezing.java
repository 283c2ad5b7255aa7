package dev.kawasemi.cli;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.rollout.FreezeAnswer;
import java.time.Duration;
import java.util.Optional;

/** The verbs {@code lock} and {@code unlock}. Whoever may use the command line of a host may lift every lock on it. */
final class Freezing {
    private static final int LONGEST_REASON = 200;

    private final Host host;
    private final Terminal terminal;
    private final FreezeLines lines;

    Freezing(Host host, Terminal terminal) {
        this.host = host;
        this.terminal = terminal;
        this.lines = new FreezeLines(terminal.zone());
    }

    ExitCode lock(AppName app, String reason, Duration length) {
        String why = Printable.line(reason.strip());
        if (why.codePointCount(0, why.length()) > LONGEST_REASON) {
            terminal.complain("Refused: a reason has at most " + LONGEST_REASON + " characters. Nothing was done.");
            return ExitCode.REFUSED;
        }
        FreezeAnswer answer = host.engine().freeze(app, terminal.actor(), why, length);
        if (answer instanceof FreezeAnswer.Frozen frozen) {
            terminal.say(
                    app + " is " + lines.words(frozen.freeze()) + ". Nobody deploys it; roll back and approve pass.");
            return ExitCode.DONE;
        }
        Freeze held = ((FreezeAnswer.HeldBy) answer).freeze();
        terminal.complain("Refused: " + app + " is " + lines.words(held) + " already. `kawasemi unlock " + app
                + "` first. Nothing was done.");
        return ExitCode.REFUSED;
    }

    ExitCode unlock(AppName app) {
        Optional<Freeze> lifted = host.engine().unfreeze(app, terminal.actor());
        terminal.say(lifted.map(freeze -> app + " can be deployed again. It was " + lines.words(freeze) + ".")
                .orElse(app + " is not locked. Nothing to do."));
        return ExitCode.DONE;
    }
}
