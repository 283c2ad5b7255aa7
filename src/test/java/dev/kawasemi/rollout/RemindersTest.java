package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kawasemi.deployment.Asking;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody answers: the question is put again after 15 min, 1 h and 4 h, then daily at 09:00, and nothing else ever happens. */
class RemindersTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void theQuestionIsOpen() throws Exception {
        rig = new Rig(folder);
        rig.engine.attend();
        rig.v1OnBlue();
        rig.deployed("v2");
        rig.awaitIdle();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void anUnansweredQuestionIsPutAgainThreeTimesAndThenDailyAndNothingIsRemoved() {
        Instant asked = asking().since();
        assertEquals(1, now().generation());
        pass(Duration.ofMinutes(14));
        assertEquals(1, now().generation());
        pass(MINUTE.multipliedBy(2));
        assertEquals(2, now().generation());
        pass(Duration.ofMinutes(43));
        assertEquals(2, now().generation());
        pass(MINUTE.multipliedBy(2));
        assertEquals(3, now().generation());
        pass(Duration.ofMinutes(178));
        assertEquals(3, now().generation());
        pass(MINUTE.multipliedBy(2));
        assertEquals(4, now().generation());
        passUntil("2026-11-23T08:59:00Z");
        assertEquals(4, now().generation());
        passUntil("2026-11-23T09:01:00Z");
        assertEquals(5, now().generation());
        passUntil("2026-11-26T09:01:00Z");
        assertEquals(8, now().generation());
        assertEquals(Phase.AWAITING_APPROVAL, now().phase());
        assertEquals(asked, asking().since(), "it is the same question");
        assertEquals(List.of("redis", "web"), rig.running("shop-blue"), "silence means keep");
    }

    @Test
    void aReminderCarriesTheQueueAsItIsNow() {
        rig.containers.script().queueDepth("shop-blue", 7);
        pass(Duration.ofMinutes(16));
        assertEquals(OptionalLong.of(7), now().evidence().orElseThrow().oldQueue());
    }

    @Test
    void aRestartNeitherForgetsNorRepeatsAReminder() {
        pass(Duration.ofMinutes(16));
        restart(Duration.ofMinutes(30));
        pass(MINUTE.multipliedBy(10));
        assertEquals(2, now().generation());
        pass(MINUTE.multipliedBy(5));
        assertEquals(3, now().generation(), "an hour after it was first put");
    }

    @Test
    void whatFellDueWhileNobodyWasThereIsOneReminder() {
        restart(Duration.ofHours(5));
        pass(Duration.ofMinutes(30));
        assertEquals(2, now().generation());
        assertEquals(3, asking().passed());
    }

    @Test
    void aJumpOfTheClockMakesNoReminderAndLosesNone() {
        pass(MINUTE.multipliedBy(10));
        rig.time.jumpWallClock(Duration.ofDays(2));
        pass(MINUTE);
        assertEquals(1, now().generation());
        rig.time.jumpWallClock(Duration.ofDays(-300));
        pass(MINUTE.multipliedBy(5));
        assertEquals(2, now().generation());
        pass(Duration.ofHours(4));
        assertEquals(4, now().generation());
        pass(Duration.ofHours(24));
        assertEquals(5, now().generation(), "the daily one, by the clock as it goes now");
    }

    @Test
    void aClockThatWasWrongAtTheStartMakesAReminderLaterNotNever() {
        pass(MINUTE);
        rig.time.jumpWallClock(Duration.ofDays(-9000));
        restart(Duration.ZERO);
        pass(Duration.ofMinutes(14));
        assertEquals(1, now().generation());
        pass(MINUTE.multipliedBy(2));
        assertEquals(2, now().generation());
    }

    @Test
    void keptForAnHourItIsNotPutAgainBeforeThatAlsoOverARestart() throws Exception {
        pass(MINUTE.multipliedBy(10));
        Answer.Accepted kept =
                assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.keep(Rig.SHOP, Rig.BOB, Optional.of(1))));
        assertEquals(
                Rig.BOB,
                kept.deployment().asking().orElseThrow().kept().orElseThrow().actor());
        pass(MINUTE.multipliedBy(20));
        restart(Duration.ofMinutes(20));
        pass(MINUTE.multipliedBy(18));
        assertEquals(1, now().generation());
        pass(MINUTE.multipliedBy(4));
        assertEquals(2, now().generation());
        assertEquals(Optional.empty(), asking().kept());
        pass(MINUTE.multipliedBy(5));
        assertEquals(2, now().generation(), "what fell due meanwhile is one reminder");
        rig.awaitIdle();
        assertInstanceOf(
                Answer.AlreadyDone.class, rig.ask(rig.engine.keep(Rig.SHOP, Rig.BOB, Optional.of(1))), "an old copy");
    }

    @Test
    void whatIsDecidedIsNotAskedAgain() throws Exception {
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.BOB));
        rig.await(Phase.ROLLED_BACK);
        rig.awaitIdle();
        pass(Duration.ofHours(6));
        assertEquals(1, now().generation());
        assertInstanceOf(Answer.AlreadyDone.class, rig.ask(rig.engine.keep(Rig.SHOP, Rig.BOB, Optional.empty())));
    }

    @Test
    void aCommandThatNobodyAnswersToDoesNotRemind() {
        rig.engine.close();
        rig.start();
        pass(Duration.ofHours(6));
        assertEquals(1, now().generation());
    }

    private void restart(Duration away) {
        rig.engine.close();
        rig.time.advance(away);
        rig.start();
        rig.engine.attend();
    }

    private void passUntil(String moment) {
        pass(Duration.between(rig.time.now(), Instant.parse(moment)));
    }

    /** The pulse goes on beating: every minute, or every ten where it is long. */
    private void pass(Duration time) {
        Duration left = time;
        while (!left.isZero()) {
            Duration step = left.compareTo(MINUTE.multipliedBy(30)) > 0 ? MINUTE.multipliedBy(10) : MINUTE;
            Duration next = left.compareTo(step) < 0 ? left : step;
            rig.time.advance(next);
            rig.beat();
            rig.awaitIdle();
            left = left.minus(next);
        }
    }

    private Deployment now() {
        return rig.engine.latest(Rig.SHOP).orElseThrow();
    }

    private Asking asking() {
        return now().asking().orElseThrow();
    }
}
