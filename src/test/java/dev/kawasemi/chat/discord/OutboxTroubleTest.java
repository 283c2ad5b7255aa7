package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Slot;
import dev.kawasemi.chat.discord.Delivery.Failure;
import dev.kawasemi.chat.discord.FakeMessenger.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the outbox does when Discord refuses. */
class OutboxTroubleTest extends OutboxFixture {

    @Test
    void networkErrorsAreRetriedForEverWithBackOff() throws Exception {
        discord.answer(call -> call.text().equals("remove?")
                ? Optional.of(new Delivery.Failed(Failure.LATER, "no network"))
                : Optional.empty());
        outbox.connected(discord);
        outbox.show(QUESTION, text("remove?"));
        for (int tries = 1; tries <= 12; tries++) {
            settle();
            assertEquals(tries, tries());
            time.advance(Duration.ofMillis(tries == 1 ? 900 : 1900));
            settle();
            assertEquals(tries, tries(), "not before its time");
            time.advance(Duration.ofSeconds(60));
        }
        discord.work();
        time.advance(Duration.ofSeconds(61));
        settle();
        int sent = tries();
        time.advance(Duration.ofHours(1));
        settle();
        assertEquals(sent, tries());
    }

    @Test
    void anAnswerFromBeforeAReconnectHoldsNothingBack() throws Exception {
        HeldMessenger held = new HeldMessenger();
        outbox.connected(held);
        outbox.show(QUESTION, text("remove?"));
        held.awaitCreates(1);
        outbox.reconnected();
        held.finish("remove?", new Delivery.Failed(Failure.LATER, "the server was unknown then"));
        held.awaitCreates(2);
    }

    private int tries() {
        return (int) discord.calls().stream()
                .filter(call -> call.text().equals("remove?") && call.nonce().equals("d42-question-1"))
                .count();
    }

    @Test
    void afterAnOutageTheMilestonesThatWereMissedAreOneMessage() throws Exception {
        outbox.connected(discord);
        showThread();
        outbox.show(PREPARED, text("Prepared."));
        discord.await("create", "Prepared.");
        outbox.flush(Duration.ofSeconds(5));
        discord.answer(call -> Optional.of(new Delivery.Failed(Failure.LATER, "no network")));
        outbox.show(ROOT, text("root, awaiting"));
        discord.await("edit", "root, awaiting");
        for (String step : List.of("healthy", "switched", "workers")) {
            outbox.show(new Slot(D42, "m-" + step, Slot.Place.THREAD, Slot.Kind.MILESTONE), text(step + "."));
        }
        outbox.show(QUESTION, question("remove?"));
        outbox.flush(Duration.ofSeconds(5));
        Duration tried = Duration.ZERO;
        int before = discord.calls().size();
        for (; tried.compareTo(Duration.ofMinutes(9)) < 0; tried = tried.plusSeconds(61)) {
            time.advance(Duration.ofSeconds(61));
            outbox.flush(Duration.ofSeconds(5));
        }
        assertTrue(discord.calls().size() - before <= 60, () -> "asked too often: " + discord.calls());
        discord.work();
        int back = discord.calls().size();
        outbox.reconnected();
        discord.await("create", "remove?");
        Call summary = discord.await(call ->
                call.text().contains("The deployment went on:") && call.answer().isDone());
        assertTrue(summary.text().endsWith("- healthy.\n- switched.\n- workers."), summary.text());
        settle();
        assertEquals(
                List.of("edit root, awaiting", "create remove?", "create summary"),
                discord.calls().stream()
                        .skip(back)
                        .map(call -> call.what() + " " + (call.equals(summary) ? "summary" : call.text()))
                        .filter(call -> !call.contains("barrier"))
                        .toList());
    }

    @Test
    void aDeploymentGoesOnWithoutItsThread() throws Exception {
        outbox.connected(discord);
        showThread();
        discord.answer(call -> call.channel().equals("100")
                ? Optional.of(new Delivery.Failed(Failure.CHANNEL_GONE, "10003"))
                : Optional.empty());
        outbox.show(PREPARED, text("prepared"));
        discord.await("create", "prepared");
        outbox.show(CARD, text("card"));
        outbox.show(QUESTION, question("remove?"));
        Call question = discord.await("create", "remove?");
        assertEquals(CHANNEL, question.channel());
        assertEquals(Optional.empty(), question.message().orElseThrow().threadUrl());
        time.advance(Duration.ofMinutes(5));
        settle();
        assertFalse(discord.texts("create").contains("card"));
    }

    @Test
    void aDeletedMessageIsMadeAnewAtItsNextChange() throws Exception {
        outbox.connected(discord);
        outbox.show(QUESTION, text("one"));
        Call first = discord.await("create", "one");
        discord.fail("edit", Failure.MESSAGE_GONE);
        outbox.show(QUESTION, text("two"));
        discord.await("edit", "two");
        settle();
        assertFalse(discord.texts("create").contains("two"));
        outbox.show(QUESTION, text("three"));
        assertNotEquals(first.nonce(), discord.await("create", "three").nonce());
    }

    @Test
    void anArchivedThreadGetsANewMilestoneButNoLateFrame() throws Exception {
        outbox.connected(discord);
        showThread();
        outbox.show(PREPARED, text("prepared"));
        outbox.show(CARD, text("card"));
        discord.await("create", "card");
        discord.fail("edit", Failure.ARCHIVED);
        time.advance(Duration.ofSeconds(6));
        outbox.show(CARD, text("late card"));
        outbox.show(PREPARED, text("prepared again"));
        discord.await("create", "prepared again");
        time.advance(Duration.ofMinutes(1));
        settle();
        assertFalse(discord.texts("create").contains("late card"));
    }

    @Test
    void withoutAccessNothingIsSentUntilTheNextConnection() throws Exception {
        discord.fail("create", Failure.NO_ACCESS);
        outbox.connected(discord);
        outbox.show(QUESTION, text("remove?"));
        discord.await("create", "remove?");
        time.advance(Duration.ofHours(1));
        outbox.show(QUESTION, text("remove it?"));
        outbox.flush(Duration.ofSeconds(5));
        assertEquals(1, discord.calls().size());
        discord.work();
        outbox.reconnected();
        discord.await("create", "remove it?");
    }

    @Test
    void aRefusalFromBeforeThePermissionsChangedIsTriedAgain() throws Exception {
        HeldMessenger held = new HeldMessenger();
        outbox.connected(held);
        outbox.show(QUESTION, text("remove?"));
        held.awaitCreates(1);
        outbox.reconnected();
        held.finish("remove?", new Delivery.Failed(Failure.NO_ACCESS, "50013"));
        outbox.flush(Duration.ofSeconds(5));
        time.advance(Duration.ofSeconds(2));
        held.awaitCreates(2);
    }

    @Test
    void aRefusedTokenEndsSendingForGood() throws Exception {
        discord.fail("create", Failure.UNAUTHORIZED);
        outbox.connected(discord);
        outbox.show(QUESTION, text("remove?"));
        discord.await("create", "remove?");
        outbox.flush(Duration.ofSeconds(5));
        discord.work();
        outbox.reconnected();
        outbox.show(QUESTION, text("remove it?"));
        outbox.flush(Duration.ofSeconds(5));
        assertEquals(1, discord.calls().size());
    }

    @Test
    void aRefusedMessageIsLeftOutAndTheOthersGoOn() throws Exception {
        discord.fail("create", Failure.REFUSED);
        outbox.connected(discord);
        outbox.show(QUESTION, text("bad"));
        discord.await("create", "bad");
        discord.work();
        time.advance(Duration.ofHours(1));
        settle();
        assertEquals(List.of("bad", "barrier 1"), discord.texts("create"));
    }
}
