package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Slot;
import dev.kawasemi.chat.Slot.Kind;
import dev.kawasemi.chat.Slot.Place;
import dev.kawasemi.chat.discord.Delivery.Failure;
import dev.kawasemi.chat.discord.FakeMessenger.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the outbox sends, in which order and how often. */
class OutboxTest extends OutboxFixture {

    @Test
    void rootComesBeforeThreadBeforeItsMessagesAndTheAskerIsAdded() throws Exception {
        outbox.nameThread(D42, "shop 42 v2", "55");
        outbox.show(PREPARED, text("prepared"));
        outbox.show(CARD, text("card"));
        outbox.show(QUESTION, question("remove?"));
        outbox.show(ROOT, text("root"));
        outbox.connected(discord);
        Call prepared = discord.await("create", "prepared");
        Call question = discord.await("create", "remove?");
        discord.await("member", "55");
        List<String> order = discord.calls().stream().map(Call::text).toList();
        assertEquals(List.of("root", "shop 42 v2"), order.subList(0, 2));
        assertEquals("100", prepared.channel(), "a thread has the id of the message it hangs on");
        assertEquals(
                Optional.of("https://discord.com/channels/10/100"),
                question.message().orElseThrow().threadUrl());
        assertEquals("d42-question-1", question.nonce());
    }

    @Test
    void onlyTheNewestFrameIsSentAndNotMoreOftenThanEveryFiveSeconds() throws Exception {
        outbox.connected(discord);
        showThread();
        outbox.show(CARD, text("frame 0"));
        discord.await("create", "frame 0");
        for (int i = 1; i <= 9; i++) {
            outbox.show(CARD, text("frame " + i));
        }
        time.advance(Duration.ofMillis(4900));
        settle();
        assertEquals(List.of(), discord.texts("edit"));
        time.advance(Duration.ofMillis(200));
        Call edit = discord.await("edit", "frame 9");
        assertEquals(Duration.ofSeconds(10), edit.message().orElseThrow().limit());
        outbox.show(CARD, text("frame 9"));
        time.advance(Duration.ofSeconds(20));
        settle();
        assertEquals(List.of("frame 9"), discord.texts("edit"));
    }

    @Test
    void oneRequestIsInFlightPerMessage() throws Exception {
        outbox.connected(discord);
        showThread();
        Slot pinned = new Slot(D42, "m-switch", Place.THREAD, Kind.MILESTONE);
        HeldMessenger held = new HeldMessenger();
        outbox.connected(held);
        outbox.show(pinned, text("one"));
        held.awaitCreates(1);
        outbox.show(pinned, text("two"));
        outbox.show(pinned, text("three"));
        outbox.show(QUESTION, text("other"));
        held.awaitCreates(2);
        assertEquals(List.of("one", "other"), held.texts());
        held.finish("one");
        held.awaitTexts("three");
        assertEquals(List.of("one", "other", "three"), held.texts());
    }

    @Test
    void whatWasNotSentIsSentAfterARestart() throws Exception {
        discord.fail("create", Failure.LATER);
        outbox.connected(discord);
        outbox.nameThread(D42, "shop 42 v2", "");
        outbox.show(ROOT, text("root"));
        outbox.show(PREPARED, text("prepared"));
        outbox.show(QUESTION, question("remove?"));
        discord.await("create", "root");
        restart();
        discord = new FakeMessenger();
        outbox.connected(discord);
        discord.await("create", "prepared");
        discord.await("create", "remove?");
        assertEquals(List.of("shop 42 v2"), discord.texts("thread"));
        outbox.flush(Duration.ofSeconds(5));
        restart();
        discord = new FakeMessenger();
        outbox.connected(discord);
        outbox.show(QUESTION, question("remove?"));
        settle();
        assertEquals(1, discord.calls().size(), () -> "sent again: " + discord.calls());
    }

    @Test
    void aCreateThatWasSentBeforeACrashIsNotSentTwiceAndIsBroughtUpToDate() throws Exception {
        outbox.connected(new HeldMessenger());
        outbox.show(QUESTION, text("old words"));
        // The crash: Discord has it, we do not know.
        assertTrue(discord.create(
                        CHANNEL,
                        new Messenger.Outgoing(text("old words"), Optional.empty(), Duration.ZERO),
                        "d42-question-1")
                .isDone());
        outbox.show(QUESTION, text("new words"));
        restart();
        outbox.connected(discord);
        Call edit = discord.await("edit", "new words");
        assertEquals("100", edit.id());
        settle();
        assertTrue(outbox.isLive("100"));
    }

    @Test
    void aPressThatChangedTheMessageLeavesNothingToSend() throws Exception {
        outbox.connected(discord);
        showThread();
        outbox.show(QUESTION, question("remove?"));
        discord.await("create", "remove?");
        outbox.flush(Duration.ofSeconds(5));
        assertTrue(outbox.pressed("101"));
        outbox.show(QUESTION, text("Bob approved"));
        settle();
        outbox.replaced("101", text("Bob approved"));
        settle();
        time.advance(Duration.ofMinutes(1));
        settle();
        assertEquals(List.of(), discord.texts("edit"));
        restart();
        outbox.connected(discord);
        settle();
        assertEquals(List.of(), discord.texts("edit"));
    }

    @Test
    void aDoublePressWhoseSecondIsAnsweredFirstDoesNotBringBackWhatIsOld() throws Exception {
        outbox.connected(discord);
        showThread();
        outbox.show(QUESTION, question("remove?"));
        discord.await("create", "remove?");
        outbox.flush(Duration.ofSeconds(5));
        assertTrue(outbox.pressed("101"));
        assertTrue(outbox.pressed("101"));
        outbox.show(QUESTION, text("Bob approved"));
        outbox.released("101");
        outbox.show(QUESTION, question("It is stopped. Undo?"));
        outbox.replaced("101", text("Bob approved"));
        assertEquals("101", discord.await("edit", "It is stopped. Undo?").id());
        settle();
        assertEquals(List.of("It is stopped. Undo?"), discord.texts("edit"));
    }

    @Test
    void aPressThatNeverAnswersHoldsTheMessageForThreeSecondsOnly() throws Exception {
        outbox.connected(discord);
        showThread();
        outbox.show(QUESTION, question("remove?"));
        discord.await("create", "remove?");
        outbox.flush(Duration.ofSeconds(5));
        assertTrue(outbox.pressed("101"));
        outbox.show(QUESTION, text("Bob approved"));
        settle();
        assertEquals(List.of(), discord.texts("edit"));
        time.advance(Duration.ofSeconds(4));
        discord.await("edit", "Bob approved");
        assertFalse(outbox.pressed("999"));
    }

    @Test
    void aPressThatComesBeforeTheAnswerToItsMessageCounts() throws Exception {
        HeldMessenger held = new HeldMessenger();
        outbox.connected(held);
        outbox.show(QUESTION, text("remove?"));
        held.awaitCreates(1);
        CompletableFuture<Boolean> live = CompletableFuture.supplyAsync(() -> outbox.pressed("77"));
        held.finish("remove?");
        assertTrue(live.get(5, TimeUnit.SECONDS));
        assertFalse(outbox.isLive("78"));
    }
}
