package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Responder;
import java.util.Optional;
import java.util.function.Function;
import net.dv8tion.jda.api.interactions.InteractionHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers something that was acknowledged with an ephemeral "thinking": each reply takes its place. */
final class CommandResponder implements Responder {
    private static final Logger LOG = LoggerFactory.getLogger(CommandResponder.class);

    private final InteractionHook hook;
    private final Function<ChatMessage, Optional<String>> threadUrl;

    CommandResponder(InteractionHook hook, Function<ChatMessage, Optional<String>> threadUrl) {
        this.hook = hook;
        this.threadUrl = threadUrl;
    }

    @Override
    public void reply(String text) {
        reply(ChatMessage.silent(Texts.content(text)));
    }

    @Override
    public void reply(ChatMessage message) {
        if (hook.isExpired()) {
            LOG.info("An answer came after the 15 minutes that Discord keeps the door open; it is left out");
            return;
        }
        hook.editOriginal(JdaMessages.edit(message, threadUrl.apply(message)))
                .queue(done -> {}, CommandResponder::notDelivered);
    }

    @Override
    public void replacePressed(ChatMessage message) {
        // There is no pressed message that this acknowledgement could change: the outbox will.
    }

    static void notDelivered(Throwable thrown) {
        LOG.warn(
                "An answer to one person did not arrive: {}. Does a second process use this token?",
                DiscordErrors.of(thrown).text());
    }
}
