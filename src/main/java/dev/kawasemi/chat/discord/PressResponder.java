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
    private final Requests requests;
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

    PressResponder(
            ButtonInteractionEvent event,
            Requests requests,
            Function<ChatMessage, Optional<String>> threadUrl,
            Outcome outcome) {
        this.event = event;
        this.requests = requests;
        this.threadUrl = threadUrl;
        this.outcome = outcome;
    }

    /** Acknowledges without a change if nothing has been answered yet. */
    synchronized void acknowledgeAnyway() {
        if (state == State.OPEN) {
            state = State.HOLDS_PRESSED;
            requests.answer(event.deferEdit());
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
                requests.answer(event.reply(JdaMessages.create(message, url)).setEphemeral(true));
            }
            case HOLDS_REPLY -> requests.answer(event.getHook().editOriginal(JdaMessages.anew(message, url)));
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
            Requests.notDelivered(thrown);
            outcome.unchanged();
        };
        if (state == State.OPEN) {
            state = State.HOLDS_PRESSED;
            requests.send(event.editMessage(JdaMessages.edit(message, url)), done -> outcome.replaced(message), failed);
        } else {
            requests.send(
                    event.getHook().editOriginal(JdaMessages.edit(message, url)),
                    done -> outcome.replaced(message),
                    failed);
        }
    }

    private void followUp(ChatMessage message, Optional<String> url) {
        if (followUp.isPresent()) {
            requests.answer(event.getHook().editMessageById(followUp.get(), JdaMessages.anew(message, url)));
            return;
        }
        requests.send(
                event.getHook().sendMessage(JdaMessages.create(message, url)).setEphemeral(true),
                this::remember,
                Requests::notDelivered);
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
