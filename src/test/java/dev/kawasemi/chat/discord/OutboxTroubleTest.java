package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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

    private int tries() {
        return (int) discord.calls().stream()
                .filter(call -> call.text().equals("remove?") && call.nonce().equals("d42-question-1"))
                .count();
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
