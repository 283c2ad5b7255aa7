package dev.kawasemi.chat.console;

import dev.kawasemi.chat.ChatCommand;
import java.util.List;
import java.util.Optional;

/** The chat's commands as they are typed here. */
final class Commands {
    /** What can be typed, for {@code /help}. */
    static final List<String> HELP = List.of(
            "/deploy APP VERSION [REASON]  run a blue-green deploy",
            "/dry-run APP VERSION  what a deploy would do; touches nothing",
            "/status [APP]         how things stand",
            "/rollback APP         back to the colour still standing",
            "/approve APP          let the old colour go",
            "/reject APP           answer the open question with no: roll back",
            "/cancel APP           end what is under way",
            "/lock APP TIME REASON nobody deploys the app for so long (30m, 2h, 1d)",
            "/unlock APP           lift a lock",
            "/history [APP]        the last ten deployments",
            "/logs APP [COLOR]     what the containers wrote last");

    private Commands() {}

    /** What a command takes and what it asks; empty when there is none of that name. */
    static Optional<Wanted> of(Typed typed) {
        String app = typed.word(0);
        return switch (typed.verb()) {
            case "deploy" -> wanted(2, Wanted.ANY, new ChatCommand.Deploy(app, typed.word(1), typed.from(2)));
            case "dry-run" -> wanted(2, 2, new ChatCommand.DryRun(app, typed.word(1), List.of()));
            case "status" -> wanted(0, Wanted.ANY, new ChatCommand.Status(typed.rest()));
            case "rollback" -> wanted(1, 1, new ChatCommand.RollBack(app));
            case "approve" -> wanted(1, 1, new ChatCommand.Approve(app));
            case "reject" -> wanted(1, 1, new ChatCommand.Reject(app));
            case "cancel" -> wanted(1, 1, new ChatCommand.Cancel(app));
            case "lock" -> wanted(3, Wanted.ANY, new ChatCommand.Lock(app, typed.from(2), typed.word(1)));
            case "unlock" -> wanted(1, 1, new ChatCommand.Unlock(app));
            case "history" -> wanted(0, 1, new ChatCommand.History(app));
            case "logs" -> wanted(1, 2, new ChatCommand.Logs(app, typed.word(1)));
            default -> Optional.empty();
        };
    }

    private static Optional<Wanted> wanted(int least, int most, ChatCommand command) {
        return Optional.of(new Wanted(least, most, command));
    }

    /** A command, and how many words it takes. */
    record Wanted(int least, int most, ChatCommand command) {
        static final int ANY = Integer.MAX_VALUE;

        boolean fits(Typed typed) {
            return typed.words().size() >= least && typed.words().size() <= most;
        }

        String takes() {
            if (least == most) {
                return least + (least == 1 ? " word" : " words");
            }
            return most == ANY
                    ? "at least " + least + (least == 1 ? " word" : " words")
                    : least + " to " + most + " words";
        }
    }
}
