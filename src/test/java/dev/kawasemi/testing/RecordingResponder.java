package dev.kawasemi.testing;

import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Responder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what one person was answered. */
public final class RecordingResponder implements Responder {
    private final List<ChatMessage> replies = new ArrayList<>();
    private Optional<ChatMessage> replaced = Optional.empty();
    private int finished;

    @Override
    public synchronized void reply(String text) {
        replies.add(ChatMessage.silent(text));
    }

    @Override
    public synchronized void reply(ChatMessage message) {
        replies.add(message);
    }

    @Override
    public synchronized void replacePressed(ChatMessage message) {
        replaced = Optional.of(message);
    }

    @Override
    public synchronized void finished() {
        finished++;
    }

    public synchronized List<ChatMessage> replies() {
        return List.copyOf(replies);
    }

    /** The text that stands at the end; empty without any. */
    public synchronized String text() {
        return replies.isEmpty() ? "" : replies.get(replies.size() - 1).content();
    }

    public synchronized ChatMessage last() {
        return replies.get(replies.size() - 1);
    }

    public synchronized Optional<ChatMessage> replaced() {
        return replaced;
    }

    public synchronized int timesFinished() {
        return finished;
    }
}
