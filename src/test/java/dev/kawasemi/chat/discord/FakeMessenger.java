package dev.kawasemi.chat.discord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/** Discord as the outbox sees it: remembers what was asked, honours nonces, and fails or is silent as a test says. */
final class FakeMessenger implements Messenger {
    private static final long LIMIT_NANOS = Duration.ofSeconds(5).toNanos();

    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Call> byNonce = new LinkedHashMap<>();
    private Function<Call, Optional<Delivery>> script = call -> Optional.empty();
    private int nextId = 100;

    /** One request. {@code what} is create, edit, strip, thread or member; {@code id} the message's, thread's or user's. */
    record Call(
            String what,
            String channel,
            String id,
            String text,
            String nonce,
            Optional<Outgoing> message,
            CompletableFuture<Delivery> answer) {
        @Override
        public String toString() {
            return what + " " + channel + " " + text;
        }
    }

    /** Answers so from now on; empty means success. */
    synchronized void answer(Function<Call, Optional<Delivery>> answers) {
        script = answers;
    }

    synchronized void fail(String what, Delivery.Failure why) {
        script = call ->
                call.what().equals(what) ? Optional.of(new Delivery.Failed(why, "scripted " + why)) : Optional.empty();
    }

    synchronized void work() {
        script = call -> Optional.empty();
    }

    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    synchronized List<String> texts(String what) {
        return calls.stream()
                .filter(call -> call.what().equals(what))
                .map(Call::text)
                .toList();
    }

    synchronized Call await(Predicate<Call> fits) throws InterruptedException {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (true) {
            Optional<Call> found = calls.stream().filter(fits).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("no such request among " + calls);
            }
            wait(left);
        }
    }

    Call await(String what, String text) throws InterruptedException {
        return await(call -> call.what().equals(what) && call.text().equals(text));
    }

    @Override
    public CompletableFuture<Delivery> create(String channelId, Outgoing message, String nonce) {
        return take(new Call(
                "create",
                channelId,
                "",
                message.message().content(),
                nonce,
                Optional.of(message),
                new CompletableFuture<>()));
    }

    @Override
    public CompletableFuture<Delivery> edit(String channelId, String messageId, Outgoing message) {
        return take(new Call(
                "edit",
                channelId,
                messageId,
                message.message().content(),
                "",
                Optional.of(message),
                new CompletableFuture<>()));
    }

    @Override
    public CompletableFuture<Delivery> removeButtons(OldCopy copy) {
        return take(new Call(
                "strip", copy.channelId(), copy.messageId(), "", "", Optional.empty(), new CompletableFuture<>()));
    }

    @Override
    public CompletableFuture<Delivery> openThread(String channelId, String messageId, String title) {
        return take(new Call("thread", channelId, messageId, title, "", Optional.empty(), new CompletableFuture<>()));
    }

    @Override
    public CompletableFuture<Delivery> addMember(String threadId, String userId) {
        return take(new Call("member", threadId, userId, userId, "", Optional.empty(), new CompletableFuture<>()));
    }

    private synchronized CompletableFuture<Delivery> take(Call call) {
        calls.add(call);
        call.answer().complete(script.apply(call).orElseGet(() -> success(call)));
        notifyAll();
        return call.answer();
    }

    private Delivery success(Call call) {
        return switch (call.what()) {
            case "create" -> {
                String id = Integer.toString(nextId++);
                Call first = byNonce.putIfAbsent(
                        call.nonce(),
                        new Call("create", call.channel(), id, call.text(), "", Optional.empty(), call.answer()));
                yield first == null ? new Delivery.Done(id, call.text()) : new Delivery.Done(first.id(), first.text());
            }
            case "thread" -> new Delivery.Done(call.id(), "");
            default -> new Delivery.Done(call.id(), call.text());
        };
    }
}
