package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.ChatCommand;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;

/** Slash commands as what was asked for; the texts stay unchecked. */
final class TypedCommands {
    private TypedCommands() {}

    /**
     * Empty for a command that is not declared any more.
     *
     * @param lacking what the bot lacks for showing a deploy, each a sentence; asked only for a dry run
     */
    static Optional<ChatCommand> of(SlashCommandInteractionEvent event, Supplier<List<String>> lacking) {
        String app = text(event, SlashCommands.APP);
        return switch (event.getName()) {
            case "deploy" -> Optional.of(deploy(event, app, lacking));
            case "status" -> Optional.of(new ChatCommand.Status(app));
            case "rollback" -> Optional.of(new ChatCommand.RollBack(app));
            case "approve" -> Optional.of(new ChatCommand.Approve(app));
            case "reject" -> Optional.of(new ChatCommand.Reject(app));
            case "cancel" -> Optional.of(new ChatCommand.Cancel(app));
            case "lock" ->
                Optional.of(
                        new ChatCommand.Lock(app, text(event, CommandTexts.REASON), text(event, CommandTexts.LENGTH)));
            case "unlock" -> Optional.of(new ChatCommand.Unlock(app));
            case "history" -> Optional.of(new ChatCommand.History(app));
            case "logs" -> Optional.of(new ChatCommand.Logs(app, text(event, CommandTexts.COLOR)));
            default -> Optional.empty();
        };
    }

    private static ChatCommand deploy(SlashCommandInteractionEvent event, String app, Supplier<List<String>> lacking) {
        String version = text(event, SlashCommands.VERSION);
        boolean dryRun = event.getOption(CommandTexts.DRY_RUN, false, OptionMapping::getAsBoolean);
        return dryRun
                ? new ChatCommand.DryRun(app, version, lacking.get())
                : new ChatCommand.Deploy(app, version, text(event, CommandTexts.REASON));
    }

    private static String text(SlashCommandInteractionEvent event, String option) {
        return event.getOption(option, "", OptionMapping::getAsString);
    }
}
