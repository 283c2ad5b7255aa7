package dev.kawasemi.testing;

import dev.kawasemi.chat.Board;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Slot;
import dev.kawasemi.deployment.DeploymentId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what stands in each slot, and everything that was ever shown. */
public final class RecordingBoard implements Board {
    private final Map<String, ChatMessage> standing = new LinkedHashMap<>();
    private final List<Shown> all = new ArrayList<>();
    private final List<String> anew = new ArrayList<>();
    private final List<String> threads = new ArrayList<>();

    /** One call of {@link #show}. */
    public record Shown(Slot slot, ChatMessage message) {}

    @Override
    public synchronized void show(Slot slot, ChatMessage message) {
        standing.put(slot.key(), message);
        all.add(new Shown(slot, message));
    }

    @Override
    public synchronized void showAnew(Slot slot, ChatMessage message) {
        anew.add(slot.key());
        show(slot, message);
    }

    /** The keys that were shown below everything else, in order. */
    public synchronized List<String> anew() {
        return List.copyOf(anew);
    }

    @Override
    public synchronized void nameThread(DeploymentId deployment, String title, String memberId) {
        threads.add(deployment + "|" + title + "|" + memberId + "|" + all.size());
    }

    public synchronized Optional<ChatMessage> at(String key) {
        return Optional.ofNullable(standing.get(key));
    }

    public synchronized List<Shown> all() {
        return List.copyOf(all);
    }

    public synchronized List<Shown> at(Slot.Kind kind) {
        return all.stream().filter(shown -> shown.slot().kind() == kind).toList();
    }

    /** {@code id|title|member|number of messages shown before}. */
    public synchronized List<String> threads() {
        return List.copyOf(threads);
    }
}
