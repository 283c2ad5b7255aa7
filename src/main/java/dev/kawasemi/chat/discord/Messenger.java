package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.ChatMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Requests to Discord with the bot's token, by ids. Returns at once; the futures always end, and never with an exception. */
interface Messenger {
    /** @param nonce at most 25 characters; a second message with it within a few minutes is the first one */
    CompletableFuture<Delivery> create(String channelId, Outgoing message, String nonce);

    CompletableFuture<Delivery> edit(String channelId, String messageId, Outgoing message);

    CompletableFuture<Delivery> removeButtons(OldCopy copy);

    /** Opens the thread of a message; {@link Delivery.Done#id} is the thread's id. */
    CompletableFuture<Delivery> openThread(String channelId, String messageId, String title);

    CompletableFuture<Delivery> addMember(String threadId, String userId);

    /**
     * A message on its way.
     *
     * @param threadUrl where link buttons lead; without it they are left out
     * @param limit when the request is given up
     */
    record Outgoing(ChatMessage message, Optional<String> threadUrl, Duration limit) {}
}
