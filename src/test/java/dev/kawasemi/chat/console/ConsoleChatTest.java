package dev.kawasemi.chat.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Button;
import dev.kawasemi.chat.ButtonId;
import dev.kawasemi.chat.ChatFile;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.ChatService;
import dev.kawasemi.chat.ChatServices;
import dev.kawasemi.chat.ChatSettings;
import dev.kawasemi.chat.Presenters;
import dev.kawasemi.chat.Roles;
import dev.kawasemi.chat.Slot;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.testing.FakeDeployEngine;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.Stories;
import java.io.ByteArrayOutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleChatTest {
    private static final ChatSettings SETTINGS = new ChatSettings("pi4", ZoneId.of("UTC"), Set.of("999"), false);
    private static final DeploymentId FIRST = new DeploymentId(1);

    private final FakeTime time = new FakeTime();
    private final FakeDeployEngine engine = new FakeDeployEngine(time, Stories.SHOP);
    private final Roles nobody = new Roles(Set.of(), Set.of(), Set.of("v"));
    private final ChatService chat = ChatServices.create(engine, nobody, SETTINGS, time);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ExecutorService pool = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    @Test
    void aScriptInAPipeIsCarriedOutLineByLine() throws Exception {
        run("/deploy shop v2\ndeploy shop ;rm\n/status nope\n/quit\n/deploy shop v3\n");
        assertEquals(List.of("deploy shop v2 1000"), engine.calls());
        String text = text();
        assertTrue(text.contains("[answer] Checking shop v2…\n"), text);
        assertTrue(text.contains("[channel] shop 1 on pi4: v1.9.1 → v2, by pi. Starting GREEN.\n"), text);
        assertTrue(text.contains("[channel]   [1] Cancel  [2] Logs\n"), text);
        assertTrue(text.contains("[answer] Deploy 1 accepted"), text);
        assertTrue(text.contains("[answer] \";rm\" is not a version."), text);
        assertTrue(text.contains("[answer] There is no app \"nope\" here."), text);
    }

    @Test
    void aNumberPressesItsButtonAndDiesWithIt() throws Exception {
        run("/deploy shop v2\n1\n1\n");
        assertEquals(List.of("deploy shop v2 1000", "cancel shop 1000"), engine.calls());
        assertTrue(text().contains("No button has the number 1 (any more)."), text());
    }

    @Test
    void aButtonIsPressedByItsLabelToo() throws Exception {
        run("/deploy shop v2\n/press cancel\n/press no such\n");
        assertEquals(List.of("deploy shop v2 1000", "cancel shop 1000"), engine.calls());
        assertTrue(text().contains("No button has that label"), text());
    }

    @Test
    void whatIsShownAnewIsPrintedAsNewWithTheNumbersThatCount() throws Exception {
        Console console = console(new StringReader(""), false);
        Slot question = new Slot(FIRST, "question-1", Slot.Place.CHANNEL, Slot.Kind.QUESTION);
        Button remove =
                new Button.Action(new ButtonId(ButtonId.Verb.REMOVE, FIRST, 1), "Remove BLUE", Button.Style.PRIMARY);
        console.show(question, ChatMessage.silent("Remove BLUE?", remove));
        console.showAnew(question, ChatMessage.silent("Remove BLUE?", remove));
        assertEquals(2, count(text(), "Remove BLUE[?]\n"), text());
        assertEquals(2, count(text(), "1. Remove BLUE"), text());
        assertFalse(text().contains("edited"), text());
    }

    @Test
    void aFileIsNamedAndDescribed() {
        Console console = console(new StringReader(""), false);
        ChatFile chart = new ChatFile("shop-42.png", "GREEN: CPU\u001b[2J +7 %", new byte[1200]);
        console.show(
                new Slot(FIRST, "chart", Slot.Place.THREAD, Slot.Kind.MILESTONE),
                ChatMessage.silent("chart").withFiles(List.of(chart)));
        assertEquals(
                "[thread 1] chart\n[thread 1]   file: shop-42.png, 1200 bytes, GREEN: CPU [2J +7 %\n", text(), text());
    }

    @Test
    void waitHoldsTheScriptUntilTheQuestionStands() throws Exception {
        PipedWriter script = new PipedWriter();
        Console console = console(new PipedReader(script), false);
        Future<Void> running = pool.submit(() -> {
            console.run();
            return null;
        });
        script.write("/deploy shop v2\n/wait question 30\n/press Remove\n/wait end 30\n/quit\n");
        script.flush();
        awaitCalls(1);
        awaitPhase(Phase.RUNNING);
        engine.happens(FIRST, new DeploymentEvent.QuestionAsked(time.now(), 1, Stories.evidence(0)));
        awaitPhase(Phase.RETIRING);
        assertFalse(running.isDone());
        engine.happens(FIRST, new DeploymentEvent.RemovalStarted(time.now()));
        engine.happens(FIRST, new DeploymentEvent.Completed(time.now()));
        running.get(30, TimeUnit.SECONDS);
        String text = text();
        assertTrue(text.contains("[console] deployment 1 is in AWAITING_APPROVAL.\n"), text);
        assertTrue(text.contains("[console] deployment 1 is in COMPLETED.\n"), text);
        assertTrue(text.contains("[channel, edited] pi4 shop 1: done. v2 on GREEN."), text);
        assertEquals(List.of("deploy shop v2 1000", "approve shop 1 1000"), engine.calls());
    }

    @Test
    void waitGivesUpAtItsLimitAndSaysSo() throws Exception {
        run("/deploy shop v2\n/wait end 0\n");
        assertTrue(text().contains("deployment 1 is in RUNNING; that is not what was waited for, in 0 s."), text());
    }

    @Test
    void waitDoesNotHangAfterARefusal() throws Exception {
        engine.answerNext(new Answer.Refused(Answer.Reason.BUSY, List.of("the host is busy")));
        run("/deploy shop v2\n/wait end\n");
        assertTrue(text().contains("[answer] the host is busy\n"), text());
        assertTrue(text().contains("There is no deployment to wait for."), text());
    }

    @Test
    void everythingPrintedIsWholeLinesWithoutMarkdownOrMentions() throws Exception {
        Console console = console(new StringReader(""), false);
        Stories story = Stories.upgrade(new dev.kawasemi.deployment.Version("v_1"), Stories.ALICE);
        story.events().forEach(event -> engine.happens(story.deployment().id(), event));
        console.run();
        String text = text();
        assertTrue(text.endsWith("\n"));
        assertTrue(text.contains("v1.9.1 → v_1, by Alice"), text);
        assertFalse(text.contains("```"), text);
        assertFalse(text.contains("\u001b"), text);
    }

    @Test
    void inAPipeTheCardIsPrintedWhenAStepChangedOnly() throws Exception {
        run("/deploy shop v2\n");
        int before = count(text(), "updated ");
        for (int i = 0; i < 5; i++) {
            time.advance(java.time.Duration.ofSeconds(2));
            engine.sampled(FIRST, Stories.sample(time.now(), i, i));
        }
        assertEquals(before, count(text(), "updated "));
        time.advance(java.time.Duration.ofSeconds(2));
        engine.happens(
                FIRST,
                new DeploymentEvent.StepStarted(
                        time.now(), dev.kawasemi.deployment.Step.PREPARE, new dev.kawasemi.deployment.Undo.Nothing()));
        assertEquals(before + 1, count(text(), "updated "));
    }

    @Test
    void onATerminalTheCardIsRedrawnInItsPlace() throws Exception {
        Console console = console(new StringReader(""), true);
        Stories story = Stories.upgrade();
        story.events().forEach(event -> engine.happens(story.deployment().id(), event));
        time.advance(java.time.Duration.ofSeconds(2));
        int before = text().length();
        engine.sampled(story.deployment().id(), Stories.sample(time.now(), .5, .5));
        time.advance(java.time.Duration.ofSeconds(2));
        engine.sampled(story.deployment().id(), Stories.sample(time.now(), .6, .5));
        String frames = text().substring(before);
        assertTrue(frames.contains("\u001b7\u001b["), frames);
        assertTrue(frames.endsWith("\u001b8"), "the cursor is back at what is being typed");
        console.run();
    }

    @Test
    void wrongLinesAreAnsweredAndTheNextIsRead() throws Exception {
        run("\n   \n/deploy shop\nnonsense\n/wait for godot\n99\n/help\n");
        String text = text();
        assertTrue(text.contains("/deploy takes at least 2 words."), text);
        assertTrue(text.contains("That is not a command here."), text);
        assertTrue(text.contains("[console] /wait question|end [SECONDS]\n"), text);
        assertTrue(text.contains("No button has the number 99"), text);
        assertTrue(text.contains("/rollback APP"), text);
        assertEquals(List.of(), engine.calls());
    }

    private void run(String script) throws InterruptedException {
        console(new StringReader(script), false).run();
    }

    private Console console(Reader in, boolean interactive) {
        Actor pi = new Actor(Actor.Origin.TERMINAL, "1000", "pi");
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
        Console console = Consoles.open(() -> chat, in, out, interactive, pi);
        engine.addListener(Presenters.create(console, SETTINGS, time));
        engine.addListener(console);
        return console;
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    private void awaitCalls(int number) {
        await(() -> engine.calls().size() >= number, number + " calls");
    }

    private void awaitPhase(Phase phase) {
        await(() -> engine.deployment(FIRST).filter(d -> d.phase() == phase).isPresent(), "the phase " + phase);
    }

    private void await(java.util.function.BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "waited 30 s for " + what + "; printed so far:\n" + text());
            Thread.onSpinWait();
        }
    }
}
