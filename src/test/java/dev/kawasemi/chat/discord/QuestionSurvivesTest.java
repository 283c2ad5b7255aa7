package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.ChatServices;
import dev.kawasemi.chat.ChatSettings;
import dev.kawasemi.chat.Presenters;
import dev.kawasemi.chat.Roles;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.rollout.DeployEngine;
import dev.kawasemi.testing.ShopOnFakes;
import dev.kawasemi.wire.Interaction;
import dev.kawasemi.wire.Message;
import dev.kawasemi.wire.User;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever happens to the bot, the message or the standby: the question gets one answer, and only what that answer says is done. */
@Tag("processes")
class QuestionSurvivesTest extends BotFixture {
    private static final AppName SHOP = new AppName("shop");

    private ShopOnFakes shop;
    private DeployEngine engine;
    private User alice;
    private User bob;

    @BeforeEach
    void aQuestionIsOpen() throws Exception {
        shop = new ShopOnFakes(folder, clock);
        begin();
        alice = discord.user("Alice", ops);
        bob = discord.user("Bob", ops);
        deploy("v1", Phase.COMPLETED);
        deploy("v2", Phase.AWAITING_APPROVAL);
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private void begin() throws Exception {
        engine = shop.start();
        ChatSettings texts = new ChatSettings("pi4", ZoneId.of("UTC"), Set.of(ops), true);
        openBot(settings(discord.token()), clock);
        engine.addListener(Presenters.create(bot, texts, clock));
        engine.recover().get();
        bot.start(ChatServices.create(engine, new Roles(Set.of(ops), Set.of(ops), Set.of()), texts, clock));
        engine.attend();
        discord.awaitCommand("deploy", LIMIT);
        awaitOnline();
    }

    private void deploy(String version, Phase until) {
        alice.slash("deploy", Map.of("app", "shop", "version", version));
        until(() -> engine.latest(SHOP)
                .filter(now -> now.version().value().equals(version))
                .filter(now -> now.phase() == until)
                .isPresent());
    }

    private Deployment now() {
        return engine.latest(SHOP).orElseThrow();
    }

    /** The one message of the channel with this button. */
    private Message live(String button) {
        Message found = discord.awaitMessage(message -> message.labels().contains(button), LIMIT);
        assertEquals(
                1,
                discord.channelMessages().stream()
                        .filter(message -> message.labels().contains(button))
                        .count());
        return found;
    }

    private long approvals() {
        return shop.journal.read().values().stream()
                .flatMap(List::stream)
                .filter(DeploymentEvent.Approved.class::isInstance)
                .count();
    }

    private static String toldAlone(Interaction press) {
        Message answer = press.awaitResponse(Message::ephemeral, LIMIT);
        return answer.content();
    }

    private void awaitApproved() {
        until(() -> now().phase() == Phase.UNDO_WINDOW);
        assertEquals(1, approvals());
    }

    @Test
    void aRestartOfTheBot() throws Exception {
        Message before = live("Remove BLUE");
        engine.close();
        bot.close();
        clock.advance(Duration.ofMinutes(7));
        begin();
        Message after = discord.awaitMessage(
                message -> message.labels().contains("Remove BLUE")
                        && !message.id().equals(before.id()),
                LIMIT);
        until(() -> discord.message(before.id()).orElseThrow().buttons().isEmpty());
        assertTrue(toldAlone(bob.press(before, "Remove BLUE")).contains("old copy"));
        assertEquals(Phase.AWAITING_APPROVAL, now().phase());
        bob.press(after, "Remove BLUE").awaitAck(LIMIT);
        awaitApproved();
        assertEquals(after.id(), live("Undo").id());
    }

    @Test
    void aDoublePress() {
        Message question = live("Remove BLUE");
        Interaction first = bob.press(question, "Remove BLUE");
        Interaction second = bob.press(question, "Remove BLUE");
        assertOneAnswered(first, second);
    }

    @Test
    void twoApproversAtOnce() throws Exception {
        Message question = live("Remove BLUE");
        CountDownLatch both = new CountDownLatch(1);
        Interaction[] presses = new Interaction[2];
        Thread[] threads = {
            presser(both, () -> presses[0] = alice.press(question, "Remove BLUE")),
            presser(both, () -> presses[1] = bob.press(question, "Remove BLUE"))
        };
        both.countDown();
        for (Thread thread : threads) {
            thread.join(LIMIT.toMillis());
        }
        assertOneAnswered(presses[0], presses[1]);
    }

    private static Thread presser(CountDownLatch go, Runnable press) {
        Thread thread = new Thread(() -> {
            try {
                go.await();
                press.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        return thread;
    }

    /** One changes the message, the other is told alone; both are acknowledged. */
    private void assertOneAnswered(Interaction one, Interaction other) {
        one.awaitAck(LIMIT);
        other.awaitAck(LIMIT);
        awaitApproved();
        until(() -> told(one) + told(other) == 1);
        live("Undo");
    }

    private static int told(Interaction press) {
        return (int) press.responses().stream()
                .filter(Message::ephemeral)
                .filter(answer -> answer.content().contains("Nothing more to do")
                        || answer.content().contains("old copy"))
                .count();
    }

    @Test
    void aPressOfAnOldCopyAfterAReminder() {
        Message old = live("Remove BLUE");
        clock.advance(Duration.ofMinutes(16));
        shop.beat();
        Message newer = discord.awaitMessage(
                message -> message.labels().contains("Remove BLUE")
                        && !message.id().equals(old.id()),
                LIMIT);
        assertEquals(Set.of(ops), newer.pings());
        until(() -> discord.message(old.id()).orElseThrow().buttons().isEmpty());
        assertTrue(toldAlone(bob.press(old, "Remove BLUE")).contains("old copy"));
        assertTrue(toldAlone(bob.press(old, "Roll back")).contains("old copy"));
        assertEquals(Phase.AWAITING_APPROVAL, now().phase());
        bob.press(newer, "Remove BLUE").awaitAck(LIMIT);
        awaitApproved();
    }

    @Test
    void keepLeavesItOpenWithItsButtons() {
        bob.press(live("Keep 1 h"), "Keep 1 h").awaitAck(LIMIT);
        Message kept = discord.awaitMessage(message -> message.content().contains("Bob keeps BLUE"), LIMIT);
        clock.advance(Duration.ofMinutes(59));
        shop.beat();
        bob.press(kept, "Remove BLUE").awaitAck(LIMIT);
        awaitApproved();
        assertEquals(1, now().generation(), "nobody was reminded");
    }

    @Test
    void aRemovalAfterTheStandbyWasRemovedByHand() {
        Message question = live("Remove BLUE");
        removeStandby();
        bob.press(question, "Remove BLUE").awaitAck(LIMIT);
        awaitApproved();
        clock.advance(Duration.ofMinutes(11));
        until(() -> {
            shop.beat();
            return now().phase() == Phase.COMPLETED;
        });
        discord.awaitMessage(message -> message.content().contains("BLUE v1 removed at"), LIMIT);
    }

    @Test
    void aRollBackAfterTheStandbyWasRemovedByHand() {
        Message question = live("Roll back");
        removeStandby();
        bob.press(question, "Roll back").awaitAck(LIMIT);
        until(() -> now().id().number() == 3 && now().phase() == Phase.AWAITING_APPROVAL);
        assertEquals("v1", now().version().value(), "the release before, from what was kept");
        until(() -> discord.message(question.id()).orElseThrow().buttons().isEmpty());
        live("Remove GREEN");
        assertFalse(
                discord.edits(question.id()).stream()
                        .anyMatch(frame -> frame.content().contains("shop 3")),
                () -> "it tells of another deployment: " + discord.edits(question.id()));
    }

    private void removeStandby() {
        for (String service : List.of("beat", "redis", "web", "worker")) {
            shop.containers.host().vanish("shop-blue", service);
        }
    }
}
