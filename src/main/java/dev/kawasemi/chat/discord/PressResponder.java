package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Responder;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a press. The answer itself is the acknowledgement when it comes soon: one request then removes the buttons and acknowledges. When it does not,
 * {@link #acknowledgeAnyway()} keeps Discord's 3 s.
 */
final class PressResponder implements Responder {
    private static final Logger LOG = LoggerFactory.getLogger(PressResponder.class);

    private final ButtonInteractionEvent event;
    private final Function<ChatMessage, Optional<String>> threadUrl;
    private final Outcome outcome;
    private State state = State.OPEN;
    private Optional<String> followUp = Optional.empty();

    private enum State {
        OPEN,
        /** The pressed message is "original" now: further texts for the presser are follow-ups. */
        HOLDS_PRESSED,
        /** An ephemeral answer is "original" now. */
        HOLDS_REPLY
    }

    /** What became of the pressed message. */
    interface Outcome {
        void replaced(ChatMessage message);

        void unchanged();
    }

    PressResponder(ButtonInteractionEvent event, Function<ChatMessage, Optional<String>> threadUrl, Outcome outcome) {
        this.event = event;
        this.threadUrl = threadUrl;
        this.outcome = outcome;
    }

    /** Acknowledges without a change if nothing has been answered yet. */
    synchronized void acknowledgeAnyway() {
        if (state == State.OPEN) {
            state = State.HOLDS_PRESSED;
            event.deferEdit().queue(done -> {}, CommandResponder::notDelivered);
        }
    }

    @Override
    public void reply(String text) {
        reply(ChatMessage.silent(Texts.content(text)));
    }

    @Override
    public synchronized void reply(ChatMessage message) {
        outcome.unchanged();
        if (expired()) {
            return;
        }
        Optional<String> url = threadUrl.apply(message);
        switch (state) {
            case OPEN -> {
                state = State.HOLDS_REPLY;
                event.reply(JdaMessages.create(message, url))
                        .setEphemeral(true)
                        .queue(done -> {}, CommandResponder::notDelivered);
            }
            case HOLDS_REPLY ->
                event.getHook()
                        .editOriginal(JdaMessages.edit(message, url))
                        .queue(done -> {}, CommandResponder::notDelivered);
            case HOLDS_PRESSED -> followUp(message, url);
        }
    }

    @Override
    public synchronized void replacePressed(ChatMessage message) {
        if (state == State.HOLDS_REPLY || expired()) {
            // The pressed message is out of this token's reach: the outbox changes it.
            outcome.unchanged();
            return;
        }
        Optional<String> url = threadUrl.apply(message);
        Consumer<Throwable> failed = thrown -> {
            CommandResponder.notDelivered(thrown);
            outcome.unchanged();
        };
        if (state == State.OPEN) {
            state = State.HOLDS_PRESSED;
            event.editMessage(JdaMessages.edit(message, url)).queue(done -> outcome.replaced(message), failed);
        } else {
            event.getHook()
                    .editOriginal(JdaMessages.edit(message, url))
                    .queue(done -> outcome.replaced(message), failed);
        }
    }

    private void followUp(ChatMessage message, Optional<String> url) {
        if (followUp.isPresent()) {
            event.getHook()
                    .editMessageById(followUp.get(), JdaMessages.edit(message, url))
                    .queue(done -> {}, CommandResponder::notDelivered);
            return;
        }
        event.getHook()
                .sendMessage(JdaMessages.create(message, url))
                .setEphemeral(true)
                .queue(this::remember, CommandResponder::notDelivered);
    }

    private synchronized void remember(Message message) {
        followUp = Optional.of(message.getId());
    }

    private boolean expired() {
        if (event.getHook().isExpired()) {
            LOG.info("The answer to a press came after the 15 minutes that Discord keeps the door open");
            return true;
        }
        return false;
    }
}
