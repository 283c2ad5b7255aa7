package dev.kawasemi.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.FileUpload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Real JDA against the stand-in. One connection for all: JDA keeps 5 s between two log-ins. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordStandInTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback";

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
        Message question = ask("Remove?");
        Interaction press = discord.user("Bob", ops).press(question, "Remove");
        press.awaitAck(LIMIT);
        assertEquals(
                "Bob did",
                discord.awaitMessage(message -> message.content().equals("Bob did"), LIMIT)
                        .content());
        assertEquals(List.of(), discord.message(question.id()).orElseThrow().buttons());
    }

    @Test
    void autocompleteOffersChoices() {
        Interaction typing = discord.user("Alice").autocomplete("deploy", "app", Map.of("app", "sh"));
        assertEquals(List.of("shop", "sh"), typing.awaitChoices(LIMIT));
        assertEquals(Interaction.CHOICES, typing.ackType());
    }

    @Test
    void threadGetsItsMessagesAndFiles() {
        net.dv8tion.jda.api.entities.Message root =
                channel().sendMessage("root line").complete();
        ThreadChannel thread = root.createThreadChannel("shop 42 v2")
                .setAutoArchiveDuration(ThreadChannel.AutoArchiveDuration.TIME_24_HOURS)
                .complete();
        User alice = discord.user("Alice");
        thread.addThreadMemberById(alice.id()).complete();
        byte[] chart = {1, (byte) 0x80, 13, 10, 0, -1};
        thread.sendMessage("chart")
                .addFiles(FileUpload.fromData(chart, "図.png").setDescription("CPU +7 %"))
                .complete();
        Message inThread = discord.thread(root.getId()).get(0);
        assertArrayEquals(chart, inThread.attachments().get(0).bytes());
        assertEquals("図.png", inThread.attachments().get(0).name());
        assertEquals("CPU +7 %", inThread.attachments().get(0).description());
        assertTrue(discord.threadMembers(root.getId()).contains(alice.id()));
        thread.getManager().setArchived(true).complete();
        assertTrue(discord.channelJson(root.getId())
                .path("thread_metadata")
                .path("archived")
                .asBoolean());
        thread.sendMessage("still here").complete();
        Interaction slash = alice.in(root.getId()).slash("deploy", Map.of("app", "shop", "version", "v3"));
        slash.awaitResponse(message -> message.content().contains("v3"), LIMIT);
    }

    @Test
    void twoPressesAtOnceBothArrive() {
        Message question = ask("both");
        Interaction bob = discord.user("Bob").press(question, "Remove");
        Interaction mia = discord.user("Mia").press(question, "Remove");
        bob.awaitAck(LIMIT);
        mia.awaitAck(LIMIT);
        assertEquals(3, discord.edits(question.id()).size());
    }

    @Test
    void aResumeBringsTheSamePressAgainAndOnesThatWereMissed() {
        Message question = ask("resumed");
        Interaction seen = discord.user("Bob").press(question, "Remove");
        seen.awaitAck(LIMIT);
        int resumes = discord.trouble().resumes();
        int callbacksBefore = discord.requests(CALLBACK).size();
        discord.trouble().dropConnection(1);
        Interaction missed = discord.user("Mia").press(question, "Remove");
        missed.awaitAck(LIMIT);
        discord.awaitRequests(CALLBACK, callbacksBefore + 2, LIMIT);
        assertEquals(resumes + 1, discord.trouble().resumes());
        assertEquals(1, discord.trouble().identifies());
        String again = "/interactions/" + seen.id() + "/" + seen.token() + "/callback";
        List<RecordedRequest> callbacks = discord.requests().stream()
                .filter(request -> request.path().equals(again))
                .toList();
        assertEquals(
                List.of(200, 400),
                callbacks.stream().map(RecordedRequest::status).toList());
    }

    @Test
    void a429IsWaitedOut() {
        String route = "POST /channels/{channel_id}/messages";
        discord.trouble().nextResponse(route, 429);
        channel().sendMessage("patient").complete();
        List<RecordedRequest> tries = discord.requests(route).stream()
                .filter(request -> request.body().path("content").asText().equals("patient"))
                .toList();
        assertEquals(
                List.of(429, 200), tries.stream().map(RecordedRequest::status).toList());
        assertTrue(tries.get(1).elapsed().minus(tries.get(0).elapsed()).toMillis() >= 900);
    }

    @Test
    void aWrongTokenIsRefused() {
        assertThrows(
                InvalidTokenException.class,
                () -> JDABuilder.createLight("wrong", EnumSet.noneOf(GatewayIntent.class))
                        .setRestConfig(new RestConfig().setBaseUrl(discord.apiUrl()))
                        .setEnableShutdownHook(false)
                        .build());
    }

    private TextChannel channel() {
        return jda.getTextChannelById(discord.channelId());
    }

    private Message ask(String question) {
        channel()
                .sendMessage(question)
                .addComponents(ActionRow.of(Button.primary("v1|rm|42|g7", "Remove")))
                .complete();
        return discord.awaitMessage(message -> message.content().equals(question), LIMIT);
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
        public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
            event.replyChoiceStrings("shop", event.getFocusedOption().getValue())
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
