package dev.kawasemi.chat;

/** What a person asked for, as it came in: the texts are unchecked. */
public sealed interface ChatCommand {
    /** {@code /deploy app version}. */
    record Deploy(String app, String version) implements ChatCommand {}

    /** {@code /status [app]}; an empty app means all. */
    record Status(String app) implements ChatCommand {}

    /** {@code /rollback app}. */
    record RollBack(String app) implements ChatCommand {}

    /** {@code /approve app}. */
    record Approve(String app) implements ChatCommand {}

    /** A button. {@code messageIsCurrent} is false where the pressed message is not the one that stands in its slot (an old copy). */
    record Press(String customId, boolean messageIsCurrent) implements ChatCommand {}
}
