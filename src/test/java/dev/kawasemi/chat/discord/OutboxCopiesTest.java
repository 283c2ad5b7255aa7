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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a message is posted anew, and what becomes of the copy before. */
class OutboxCopiesTest extends OutboxFixture {

    @Test
    void shownAnewItIsANewMessageBelowAndTheOldCopyLosesItsButtons() throws Exception {
        outbox.connected(discord);
        showThread();
        outbox.show(QUESTION, question("remove?"));
        discord.await("create", "remove?");
        settle();
        Slot away = new Slot(D42, "away-1", Place.CHANNEL, Kind.OUTCOME);
        outbox.show(away, text("I was offline"));
        outbox.showAnew(QUESTION, question("remove?"));
        Call strip = discord.await(call -> call.what().equals("strip"));
        List<String> created = discord.texts("create");
        assertEquals("remove?", created.get(created.size() - 1));
        assertEquals("I was offline", created.get(created.size() - 2));
        assertEquals(2, created.stream().filter("remove?"::equals).count(), "once more, not for ever");
        assertFalse(outbox.isLive(strip.id()), "one copy is live");
        assertTrue(outbox.isLive(newest("remove?")));
        settle();
        assertEquals(
                2, discord.texts("create").stream().filter("remove?"::equals).count());
    }

    @Test
    void shownAnewWhileDiscordIsAwayItIsOneNewMessageWithTheNewestText() throws Exception {
        outbox.connected(discord);
        showThread();
        outbox.show(QUESTION, question("remove?"));
        discord.await("create", "remove?");
        settle();
        discord.fail("create", Failure.LATER);
        outbox.showAnew(QUESTION, question("remove?"));
        discord.await(call -> call.what().equals("create") && call.nonce().equals("d42-question-1-1"));
        outbox.flush(Duration.ofSeconds(5));
        outbox.show(QUESTION, question("remove? 12 tasks wait"));
        discord.work();
        time.advance(Duration.ofMinutes(1));
        discord.await(call -> call.what().equals("strip"));
        assertEquals(List.of(), discord.texts("edit"));
        assertEquals(
                "remove? 12 tasks wait",
                discord.texts("create").get(discord.texts("create").size() - 1));
    }

    @Test
    void aQuestionThatWasAskedAnewWhileDiscordWasAwayIsPostedOnceOnly() throws Exception {
        discord.fail("create", Failure.LATER);
        outbox.connected(discord);
        outbox.show(QUESTION, question("remove?"));
        discord.await("create", "remove?");
        Slot second = new Slot(D42, "question-2", Place.CHANNEL, Kind.QUESTION);
        outbox.amend(QUESTION, text("asked anew below"));
        outbox.show(second, question("still remove?"));
        discord.work();
        time.advance(Duration.ofMinutes(2));
        discord.await(
                call -> call.text().equals("still remove?") && call.answer().isDone());
        settle();
        assertEquals(
                List.of("remove?"),
                discord.calls().stream()
                        .filter(call -> call.nonce().equals("d42-question-1"))
                        .map(Call::text)
                        .toList());
        outbox.amend(second, text("and again"));
        discord.await("edit", "and again");
    }

    @Test
    void aCardOlderThanAnHourIsPostedAnewInsteadOfEdited() throws Exception {
        outbox.connected(discord);
        showThread();
        outbox.show(CARD, text("frame 0"));
        discord.await("create", "frame 0");
        outbox.flush(Duration.ofSeconds(5));
        time.advance(Duration.ofMinutes(61));
        outbox.show(CARD, text("frame 1"));
        Call second = discord.await("create", "frame 1");
        assertEquals("d42-card-1", second.nonce());
        time.advance(Duration.ofSeconds(6));
        outbox.show(CARD, text("frame 2"));
        assertEquals(
                ((Delivery.Done) second.answer().get(5, TimeUnit.SECONDS)).id(),
                discord.await("edit", "frame 2").id());
        settle();
        assertEquals(List.of(), discord.texts("strip"));
    }

    @Test
    void aRefusedCopyIsNotTriedForEver() throws Exception {
        outbox.connected(discord);
        showThread();
        outbox.show(QUESTION, question("remove?"));
        discord.await("create", "remove?");
        settle();
        discord.answer(call -> call.what().equals("create") && call.nonce().startsWith("d42-question")
                ? Optional.of(new Delivery.Failed(Failure.REFUSED, "scripted"))
                : Optional.empty());
        outbox.showAnew(QUESTION, question("remove?"));
        settle();
        time.advance(Duration.ofMinutes(5));
        settle();
        assertEquals(
                2, discord.texts("create").stream().filter("remove?"::equals).count());
    }

    /** The id that the newest create with this text was answered with. */
    private String newest(String text) throws Exception {
        Call last = discord.calls().stream()
                .filter(call -> call.what().equals("create") && call.text().equals(text))
                .reduce((first, second) -> second)
                .orElseThrow();
        return ((Delivery.Done) last.answer().get(5, TimeUnit.SECONDS)).id();
    }

    @Test
    void anOldQuestionThatStillAsksIsPostedAnewAndTheOldCopyLosesItsButtons() throws Exception {
        outbox.connected(discord);
        showThread();
        outbox.show(QUESTION, question("remove?"));
        discord.await("create", "remove?");
        outbox.flush(Duration.ofSeconds(5));
        assertTrue(outbox.isLive("101"));
        time.advance(Duration.ofMinutes(61));
        outbox.show(QUESTION, question("still remove?"));
        Call second = discord.await("create", "still remove?");
        assertEquals("d42-question-1-1", second.nonce());
        assertEquals("101", discord.await("strip", "").id());
        settle();
        assertFalse(outbox.isLive("101"));
        assertTrue(outbox.isLive("102"));
        time.advance(Duration.ofMinutes(61));
        outbox.show(QUESTION, text("decided"));
        assertEquals("102", discord.await("edit", "decided").id());
    }
}
