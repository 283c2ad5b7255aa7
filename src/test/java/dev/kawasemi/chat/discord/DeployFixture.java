package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Board;
import dev.kawasemi.chat.Button;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.ChatServices;
import dev.kawasemi.chat.ChatSettings;
import dev.kawasemi.chat.Presenters;
import dev.kawasemi.chat.Roles;
import dev.kawasemi.chat.Slot;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.testing.FakeDeployEngine;
import dev.kawasemi.testing.RecordingBoard;
import dev.kawasemi.testing.RunningTime;
import dev.kawasemi.testing.Stories;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.wire.Message;
import dev.kawasemi.wire.RecordedRequest;
import dev.kawasemi.wire.User;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A deploy told second by second to the real presenter, outbox and JDA, with the limits that Discord is seen to have. The seconds are fake: each is told once
 * what was due in the one before has been sent. The stand-in's time goes on by itself as well, because JDA waits for a limit in real time.
 */
abstract class DeployFixture extends BotFixture {
    private static final Duration SECOND = Duration.ofSeconds(1);

    final FakeDeployEngine engine = new FakeDeployEngine(clock, Stories.SHOP);
    final RecordingBoard rendered = new RecordingBoard();
    User bob;
    private int told;
    private int before;

    @Override
    TimeSource discordTime() {
        return new RunningTime(clock);
    }

    /** A deploy of three minutes, from the command to the question. */
    static Stories threeMinutes() {
        return Stories.upgrade()
                .step(Step.PREPARE, 41, "")
                .step(Step.QUIESCE, 3, "")
                .step(Step.START, 6, "")
                .step(Step.HEALTH_GATE, 34, "2 of 34 probes ok, 84 ms")
                .step(Step.SWITCH, 1, "")
                .step(Step.VERIFY, 3, "3 of 3 answers from GREEN")
                .step(Step.WORKERS, 4, "")
                .step(Step.DRAIN, 28, "12 tasks worked off")
                .step(Step.WATCH, 60, "60 of 60 probes")
                .asked(Stories.evidence(0));
    }

    void logIn() {
        startAgain();
        bob = discord.user("Bob", ops);
        discord.trouble().limitMessages(5, Duration.ofSeconds(5));
        before = discord.requests().size();
        clock.advance(Duration.between(clock.now(), Stories.BEGIN));
    }

    /** Another process on the same host: nothing is remembered but what is on disk. */
    void startAgain() {
        ChatSettings texts = new ChatSettings("pi4", ZoneId.of("UTC"), Set.of(ops), true);
        openBot(settings(discord.token()), clock);
        engine.addListener(Presenters.create(new Both(bot, rendered), texts, clock));
        bot.start(ChatServices.create(engine, new Roles(Set.of(ops), Set.of(ops), Set.of()), texts, clock));
        discord.awaitCommand("deploy", LIMIT);
        awaitOnline();
    }

    /** Tells what was added to the story, each event at its time, with a sample a second while it acts. */
    void tell(Stories story) throws InterruptedException {
        List<DeploymentEvent> events = story.events();
        tellUntil(story, events.get(events.size() - 1).at());
    }

    /** The events up to this moment. */
    void tellUntil(Stories story, Instant moment) throws InterruptedException {
        List<DeploymentEvent> events = story.events();
        while (told < events.size() && !events.get(told).at().isAfter(moment)) {
            while (told < events.size() && !events.get(told).at().isAfter(clock.now())) {
                engine.happens(D42, events.get(told++));
            }
            second();
        }
    }

    /** The engine has told of the newest event by itself. */
    void skip(Stories story) {
        told = story.events().size();
    }

    void seconds(long count) throws InterruptedException {
        for (long i = 0; i < count; i++) {
            second();
        }
    }

    private void second() throws InterruptedException {
        engine.deployment(D42)
                .filter(now -> now.phase().acting())
                .map(Deployment::id)
                .ifPresent(id -> engine.sampled(id, Stories.sample(clock.now(), .3, .1)));
        bot.flush(LIMIT);
        clock.advance(SECOND);
        bot.flush(LIMIT);
    }

    /** Requests since the log-in. */
    List<RecordedRequest> calls() {
        List<RecordedRequest> all = discord.requests();
        return all.subList(before, all.size());
    }

    long limited() {
        return calls().stream().filter(call -> call.status() == 429).count();
    }

    /** Every message stands as it was rendered last, in the order in which they were shown first, and nothing else does. */
    void assertAllAsRendered() {
        assertEquals(rendered(Slot.Place.CHANNEL), shown(discord.channelMessages()));
        assertEquals(rendered(Slot.Place.THREAD), shown(discord.thread(thread())));
    }

    /** This message stands as it was rendered last. */
    void assertAsRendered(String key) {
        ChatMessage message = rendered.at(key).orElseThrow();
        List<String> all = shown(discord.channelMessages());
        all.addAll(shown(discord.thread(thread())));
        assertTrue(all.contains(text(message)), () -> key + " should be " + text(message) + " among " + all);
    }

    /** As {@link #assertAsRendered(String)} for all of them, and no more than one message has a question's buttons. */
    void assertEachAsRendered() {
        rendered.all().forEach(shown -> assertAsRendered(shown.slot().key()));
        long live = discord.channelMessages().stream()
                .filter(message -> message.labels().stream().anyMatch(List.of("Remove BLUE", "Undo")::contains))
                .count();
        assertTrue(live <= 1, () -> live + " live questions");
    }

    String thread() {
        return discord.threads().get(0);
    }

    private List<String> rendered(Slot.Place place) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (RecordingBoard.Shown shown : rendered.all()) {
            if (shown.slot().place() == place) {
                texts.put(
                        shown.slot().key(), text(rendered.at(shown.slot().key()).orElseThrow()));
            }
        }
        return List.copyOf(texts.values());
    }

    private static String text(ChatMessage message) {
        return message.content().strip() + " "
                + message.buttons().stream().map(Button::label).toList();
    }

    private static List<String> shown(List<Message> messages) {
        return new java.util.ArrayList<>(messages.stream()
                .map(message -> message.content().strip() + " " + message.labels())
                .toList());
    }

    /** One rendering for both boards, so that they can be compared. */
    private record Both(Board one, Board other) implements Board {
        @Override
        public void show(Slot slot, ChatMessage message) {
            one.show(slot, message);
            other.show(slot, message);
        }

        @Override
        public void showAnew(Slot slot, ChatMessage message) {
            one.showAnew(slot, message);
            other.showAnew(slot, message);
        }

        @Override
        public void amend(Slot slot, ChatMessage message) {
            one.amend(slot, message);
            other.amend(slot, message);
        }

        @Override
        public void nameThread(DeploymentId deployment, String title, String memberId) {
            one.nameThread(deployment, title, memberId);
            other.nameThread(deployment, title, memberId);
        }
    }
}
