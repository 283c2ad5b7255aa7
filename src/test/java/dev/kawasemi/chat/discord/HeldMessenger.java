package dev.kawasemi.chat.discord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Discord that does not answer until a test lets it. */
final class HeldMessenger implements Messenger {
    private final List<String> texts = new ArrayList<>();
    private final Map<String, CompletableFuture<Delivery>> open = new LinkedHashMap<>();

    synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    synchronized void awaitCreates(int count) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (texts.size() < count) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("fewer than " + count + " requests: " + texts);
            }
            wait(left);
        }
    }

    synchronized void awaitTexts(String last) throws InterruptedException {
        awaitCreates(texts.size() + (texts.contains(last) ? 0 : 1));
    }

    void finish(String text) {
        CompletableFuture<Delivery> answer;
        synchronized (this) {
            answer = open.remove(text);
        }
        answer.complete(new Delivery.Done("7" + text.length(), text));
    }

    private synchronized CompletableFuture<Delivery> hold(String text) {
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        texts.add(text);
        open.put(text, answer);
        notifyAll();
        return answer;
    }

    @Override
    public CompletableFuture<Delivery> create(String channelId, Outgoing message, String nonce) {
        return hold(message.message().content());
    }

    @Override
    public CompletableFuture<Delivery> edit(String channelId, String messageId, Outgoing message) {
        return hold(message.message().content());
    }

    @Override
    public CompletableFuture<Delivery> removeButtons(OldCopy copy) {
        return hold("strip");
    }

    @Override
    public CompletableFuture<Delivery> openThread(String channelId, String messageId, String title) {
        return hold(title);
    }

    @Override
    public CompletableFuture<Delivery> addMember(String threadId, String userId) {
        return hold(userId);
    }
}
