package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.Button;
import dev.kawasemi.chat.ButtonId;
import dev.kawasemi.chat.Caller;
import dev.kawasemi.chat.ChatCommand;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.ChatService;
import dev.kawasemi.chat.Phrases;
import dev.kawasemi.chat.Responder;
import dev.kawasemi.deployment.DeploymentId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands and presses in, on JDA's single event thread: guild check, acknowledgement, hand-over; nothing that takes time. Who may do what is decided by
 * the {@link ChatService}, anew for every press, because Discord guards commands but not buttons.
 */
final class InteractionListener extends ListenerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(InteractionListener.class);
    private static final int CHOICES = 25;
    private static final int LONGEST_CHOICE = 100;
    /** Answered to the presser alone, maybe after a while. */
    private static final Set<ButtonId.Verb> ASKING =
            Set.of(ButtonId.Verb.LOGS, ButtonId.Verb.RETRY, ButtonId.Verb.GO_ON);

    private final DiscordSettings settings;
    private final ChatService chat;
    private final Outbox outbox;
    private final ChatThreads threads;
    private final Requests requests;
    private final RecentIds recent = new RecentIds();
    private volatile boolean stopped;

    InteractionListener(
            DiscordSettings settings, ChatService chat, Outbox outbox, ChatThreads threads, Requests requests) {
        this.settings = settings;
        this.chat = chat;
        this.outbox = outbox;
        this.threads = threads;
        this.requests = requests;
    }

    /** Takes nothing more in. */
    void stop() {
        stopped = true;
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        if (!takes(event)) {
            return;
        }
        Responder responder = acknowledge(event, Optional.empty());
        Optional<ChatCommand> command = TypedCommands.of(event, () -> lacking(event, event.getRawData()));
        if (command.isEmpty()) {
            responder.reply(phrases(event).say(DiscordPhrase.UNKNOWN_COMMAND));
            return;
        }
        if (command.get() instanceof ChatCommand.Deploy && lacksPermissions(event, event.getRawData(), responder)) {
            return;
        }
        run(event, responder, () -> chat.handle(command.get(), caller(event), responder));
    }

    @Override
    public void onButtonInteraction(ButtonInteractionEvent event) {
        if (!takes(event)) {
            return;
        }
        Optional<ButtonId> id = ButtonId.decode(event.getComponentId());
        String messageId = event.getMessageId();
        if (id.isPresent() && ASKING.contains(id.get().verb())) {
            Responder responder = acknowledge(event, id.map(ButtonId::deployment));
            if (id.get().verb() != ButtonId.Verb.LOGS && lacksPermissions(event, event.getRawData(), responder)) {
                return;
            }
            run(event, responder, () -> handlePress(event, responder, outbox.isLive(messageId)));
            return;
        }
        PressResponder responder = new PressResponder(
                event, requests, url(id.map(ButtonId::deployment)), new PressedMessage(outbox, messageId));
        threads.watch(responder::acknowledgeAnyway);
        run(event, responder, () -> handlePress(event, responder, outbox.pressed(messageId)));
    }

    @Override
    public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
        List<String> names = isOurs(event.getGuild()) && !stopped ? choices(event) : List.of();
        requests.answer(event.replyChoiceStrings(names.stream()
                .filter(name -> name.length() <= LONGEST_CHOICE)
                .limit(CHOICES)
                .toList()));
    }

    private List<String> choices(CommandAutoCompleteInteractionEvent event) {
        String typed = event.getFocusedOption().getValue();
        return switch (event.getFocusedOption().getName()) {
            case SlashCommands.APP -> chat.appNames(typed);
            case SlashCommands.VERSION ->
                chat.versions(event.getOption(SlashCommands.APP, "", OptionMapping::getAsString), typed);
            default -> List.of();
        };
    }

    /** What could not be shown is not started. */
    private boolean lacksPermissions(Interaction event, @Nullable DataObject raw, Responder responder) {
        List<String> lacking = lacking(event, raw);
        lacking.forEach(responder::reply);
        return !lacking.isEmpty();
    }

    /** What this bot lacks in its channel for showing a deploy, as one sentence or none. */
    private List<String> lacking(Interaction event, @Nullable DataObject raw) {
        List<String> missing = Permissions.missing(event, raw == null ? DataObject.empty() : raw, settings.channel());
        return missing.isEmpty()
                ? List.of()
                : List.of(phrases(event).say(DiscordPhrase.MISSING, Permissions.quoted(missing), settings.channel()));
    }

    private <T extends Interaction & IReplyCallback> boolean takes(T event) {
        if (stopped || !recent.isNew(event.getId())) {
            return false;
        }
        if (!isOurs(event.getGuild())) {
            requests.answer(
                    event.reply(phrases(event).say(DiscordPhrase.ELSEWHERE)).setEphemeral(true));
            return false;
        }
        return true;
    }

    private boolean isOurs(@Nullable Guild guild) {
        return guild != null && guild.getId().equals(settings.guild());
    }

    private Responder acknowledge(IReplyCallback event, Optional<DeploymentId> deployment) {
        requests.answer(event.deferReply(true));
        return new CommandResponder(event.getHook(), requests, url(deployment), outbox::threadUrl);
    }

    private void handlePress(ButtonInteractionEvent event, Responder responder, boolean current) {
        chat.handle(new ChatCommand.Press(event.getComponentId(), current), caller(event), responder);
    }

    private void run(Interaction event, Responder responder, Runnable work) {
        boolean taken = threads.run(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("Handling a request from Discord failed", e);
                responder.reply(phrases(event).say(DiscordPhrase.FAULT));
            }
        });
        if (!taken) {
            responder.reply(phrases(event).say(DiscordPhrase.BUSY));
        }
    }

    /** In the language of the one who asks. */
    private Phrases phrases(Interaction event) {
        return Phrases.in(Callers.language(event).orElse(settings.locale()));
    }

    private Caller caller(Interaction event) {
        return Callers.of(event, settings);
    }

    /** Where link buttons of an answer lead: the deployment of the pressed button, or of the answer's own buttons. */
    private Function<ChatMessage, Optional<String>> url(Optional<DeploymentId> deployment) {
        return message -> deployment
                .or(() -> message.buttons().stream()
                        .filter(Button.Action.class::isInstance)
                        .map(button -> ((Button.Action) button).id().deployment())
                        .findFirst())
                .flatMap(outbox::threadUrl);
    }

    private record PressedMessage(Outbox outbox, String messageId) implements PressResponder.Outcome {
        @Override
        public void replaced(ChatMessage message) {
            outbox.replaced(messageId, message);
        }

        @Override
        public void unchanged() {
            outbox.released(messageId);
        }
    }
}
