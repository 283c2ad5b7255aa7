package dev.kawasemi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Real JDA against the stand-in. One connection for all: JDA keeps 5 s between two log-ins. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordStandInTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private DiscordStandIn discord;
    private JDA jda;
    private String ops;

    @BeforeAll
    void logIn() throws Exception {
        discord = DiscordStandIn.start();
        ops = discord.role("ops");
        jda = JDABuilder.createLight(discord.token(), EnumSet.noneOf(GatewayIntent.class))
                .setRestConfig(new RestConfig().setBaseUrl(discord.apiUrl()))
                .setSessionController(new ConcurrentSessionController() {
                    @Override
                    public String getGateway() {
                        return discord.gatewayUrl();
                    }
                })
                .setEnableShutdownHook(false)
                .addEventListeners(new Bot())
                .build()
                .awaitReady();
        jda.getGuildById(discord.guildId())
                .updateCommands()
                .addCommands(Commands.slash("deploy", "Deploy an app")
                        .addOption(OptionType.STRING, "app", "which", true, true)
                        .addOption(OptionType.STRING, "version", "which", true))
                .complete();
    }

    @AfterAll
    void logOut() throws Exception {
        jda.shutdownNow();
        assertTrue(jda.awaitShutdown(LIMIT));
        discord.close();
        discord.assertClean();
    }

    @Test
    void slashCommandIsAcknowledgedAndAnswered() {
        Interaction deploy = discord.user("Alice", ops).slash("deploy", Map.of("app", "shop", "version", "v2"));
        assertTrue(deploy.awaitAck(LIMIT).toMillis() < 3000);
        Message answer = deploy.awaitResponse(message -> message.content().startsWith("Deploy"), LIMIT);
        assertTrue(answer.ephemeral());
        assertEquals("Deploy shop v2 by Alice [ops]", answer.content());
        assertEquals("Deploy shop v2 by Alice [ops]", deploy.responseText());
    }

    @Test
    void pressedMessageLosesItsButtons() {
        jda.getTextChannelById(discord.channelId())
                .sendMessage("Remove?")
                .addComponents(ActionRow.of(Button.primary("v1|rm|42|g7", "Remove")))
                .complete();
        Message question = discord.awaitMessage(message -> message.content().equals("Remove?"), LIMIT);
        Interaction press = discord.user("Bob", ops).press(question, "Remove");
        press.awaitAck(LIMIT);
        assertEquals(
                "Bob did",
                discord.awaitMessage(message -> message.content().equals("Bob did"), LIMIT)
                        .content());
        assertEquals(List.of(), discord.message(question.id()).orElseThrow().buttons());
    }

    private static final class Bot extends ListenerAdapter {
        @Override
        public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
            event.deferReply(true).queue();
            event.getHook()
                    .editOriginal("Deploy " + event.getOption("app").getAsString() + " "
                            + event.getOption("version").getAsString() + " by "
                            + event.getUser().getName() + " "
                            + event.getMember().getRoles().stream()
                                    .map(role -> role.getName())
                                    .toList())
                    .queue();
        }

        @Override
        public void onButtonInteraction(ButtonInteractionEvent event) {
            event.editMessage(event.getUser().getName() + " did")
                    .setComponents()
                    .queue();
        }
    }
}
