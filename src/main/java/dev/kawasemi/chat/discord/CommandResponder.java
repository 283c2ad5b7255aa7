package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Responder;
import dev.kawasemi.deployment.DeploymentId;
import java.util.Optional;
import java.util.function.Function;
import net.dv8tion.jda.api.interactions.InteractionHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers something that was acknowledged with an ephemeral "thinking": each reply takes its place. */
final class CommandResponder implements Responder {
    private static final Logger LOG = LoggerFactory.getLogger(CommandResponder.class);

    private final InteractionHook hook;
    private final Requests requests;
    private final Function<ChatMessage, Optional<String>> threadUrl;
    private final Function<DeploymentId, Optional<String>> threads;

    /** @param threads where a deployment's thread is */
    CommandResponder(
            InteractionHook hook,
            Requests requests,
            Function<ChatMessage, Optional<String>> threadUrl,
            Function<DeploymentId, Optional<String>> threads) {
        this.threads = threads;
        this.hook = hook;
        this.requests = requests;
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
        requests.answer(hook.editOriginal(JdaMessages.anew(message, threadUrl.apply(message))));
    }

    @Override
    public Optional<String> threadUrl(DeploymentId deployment) {
        return threads.apply(deployment);
    }

    @Override
    public void replacePressed(ChatMessage message) {
        // There is no pressed message that this acknowledgement could change: the outbox will.
    }
}
