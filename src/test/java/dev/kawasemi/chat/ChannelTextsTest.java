package dev.kawasemi.chat;

import static dev.kawasemi.chat.Texts.WORDING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.testing.Stories;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The texts of the channel, word by word as designed. */
class ChannelTextsTest {
    @Test
    void rootLineSaysWhatStarts() {
        ChatMessage root = RootLine.of(Stories.upgrade().deployment(), WORDING);
        assertEquals("shop 42 on pi4: v1.9.1 → v1.9.2, by Alice. Starting GREEN.", root.content());
        assertEquals(List.of("Cancel", "Logs"), labels(root));
        assertTrue(root.silent());
    }

    @Test
    void questionIsAskedWithItsNumbers() {
        ChatMessage question = QuestionText.of(Texts.asked().deployment(), WORDING);
        assertEquals(
                "@ops pi4 shop v1.9.2 is healthy: 60 of 60 probes, CPU +7 %. Remove old BLUE v1.9.1? Frees 198 MB.\n"
                        + "Traffic is on GREEN since 14:03. Rolling back takes about 4 s while BLUE is kept. Asked for by"
                        + " Alice.\n"
                        + "84 ms at the median; memory +14 MB; workers paused 9 s, scheduler 10 s; old queue empty.",
                Texts.rendered(question.content()));
        assertEquals(List.of("Remove BLUE", "Roll back", "Keep 1 h", "Evidence"), labels(question));
        assertEquals(Set.of("999"), question.pingRoles());
        assertEquals(Set.of(), question.pingUsers());
        assertFalse(question.silent());
    }

    @Test
    void questionCarriesItsGenerationInItsButtons() {
        ChatMessage question =
                QuestionText.of(Texts.reviving().asked(Stories.evidence(0)).deployment(), WORDING);
        List<String> ids = question.buttons().stream()
                .filter(Button.Action.class::isInstance)
                .map(button -> ((Button.Action) button).id().encode())
                .toList();
        assertEquals(List.of("v1|rm|42|g2", "v1|rb|42|g2", "v1|kp|42|g2"), ids);
    }

    @Test
    void questionNamesTheTasksThatWait() {
        String text = question(Stories.upgrade().switched().asked(Stories.evidence(3)));
        assertTrue(text.endsWith("workers paused 9 s, scheduler 10 s; 3 tasks wait in BLUE's queue."), text);
    }

    @Test
    void whatWasNotMeasuredIsNotMadeUp() {
        String text = question(Stories.upgrade().switched().asked(Stories.notMeasured()));
        assertTrue(text.startsWith("@ops pi4 shop v1.9.2 is healthy. Remove old BLUE v1.9.1?\n"), text);
        assertTrue(text.endsWith("\nold queue not measured."), text);
    }

    @Test
    void aLongVersionDoesNotPushTheQuestionOffTheLockScreen() {
        Version longest = new Version("release-2026.11.22-" + "x".repeat(60));
        String text =
                question(Stories.upgrade(longest, Stories.ALICE).switched().asked(Stories.evidence(0)));
        assertTrue(text.substring(0, 80).contains("Remove old BLUE"), text);
    }

    @Test
    void approvalIsToldWithTheTimeOfRemovalAndUndo() {
        ChatMessage decided = QuestionText.of(
                Texts.asked().approved(Stories.BOB).windowOpened().deployment(), WORDING);
        assertEquals("pi4 shop 42: Bob approved at 14:14. BLUE is stopped, it goes at 14:24.", decided.content());
        assertEquals(List.of("Undo"), labels(decided));
        assertTrue(decided.silent());
    }

    @Test
    void doneTextNamesWhatIsKept() {
        assertEquals(
                "pi4 shop 42: done. v1.9.2 on GREEN. BLUE v1.9.1 removed at 14:24; its image is kept for rolling back.",
                question(Texts.asked().removed()));
    }

    @Test
    void aFailedRemovalIsAskedAgainWithItsReason() {
        ChatMessage question = QuestionText.of(Texts.retireFailed().deployment(), WORDING);
        assertTrue(question.content().contains("\nIt stayed: docker stop timed out (tried at 14:14).\n"));
        assertEquals(List.of("Remove BLUE", "Roll back", "Keep 1 h", "Evidence"), labels(question));
    }

    @Test
    void neverHealthyPingsOnlyTheAsker() {
        ChatMessage failed = outcome(Stories.upgrade().neverHealthy("HTTP 503 in 176 of 176 probes, 180 s"));
        assertEquals(
                "@Alice pi4 shop v1.9.2 failed its health check: HTTP 503 in 176 of 176 probes, 180 s. BLUE v1.9.1 still"
                        + " serves, its workers are back (down 14 s).",
                Texts.rendered(failed.content()));
        assertEquals(List.of("Logs", "Retry", "Remove GREEN"), labels(failed));
        assertEquals(Set.of(), failed.pingRoles());
        assertEquals(Set.of("111"), failed.pingUsers());
        assertFalse(failed.silent());
    }

    @Test
    void nobodyIsPingedForADeployFromATerminal() {
        Actor pi = new Actor(Actor.Origin.TERMINAL, "1000", "pi");
        ChatMessage failed = outcome(Stories.upgrade(new Version("v2"), pi).neverHealthy("HTTP 503"));
        assertTrue(failed.content().startsWith("pi4 shop v2 failed"), failed.content());
        assertEquals(Set.of(), failed.pingUsers());
    }

    @Test
    void sickAfterTheSwitchPingsTheApprovers() {
        ChatMessage sick = outcome(Texts.sick());
        assertEquals(
                "@ops pi4 shop v1.9.2: 5 of 5 probes failed 41 s after the switch. Rolled back to BLUE in 3 s.",
                Texts.rendered(sick.content()));
        assertEquals(List.of("Logs", "Remove GREEN"), labels(sick));
        assertEquals(Set.of("999"), sick.pingRoles());
        assertEquals(Set.of(), sick.pingUsers());
    }

    @Test
    void aRollBackByAPersonIsToldWithoutAPush() {
        ChatMessage back = outcome(Texts.rolledBack(Stories.BOB, "Bob chose it"));
        assertEquals(
                "pi4 shop v1.9.2: Bob rolled back at 14:14. BLUE v1.9.1 serves again after 3 s; GREEN is stopped and"
                        + " kept.",
                back.content());
        assertTrue(back.silent());
    }

    @Test
    void whoCancelsTheirOwnDeployIsNotPinged() {
        assertTrue(outcome(Texts.cancelled(Stories.ALICE)).silent());
        ChatMessage byBob = outcome(Texts.cancelled(Stories.BOB));
        assertEquals(Set.of("111"), byBob.pingUsers());
        assertEquals(
                "@Alice pi4 shop v1.9.2 was cancelled by Bob. BLUE v1.9.1 still serves, its workers are back (down 14 s).",
                Texts.rendered(byBob.content()));
    }

    @Test
    void aCancelCarriedOutInTheEnginesOwnNameIsStillThePersons() {
        Stories engines = Texts.undoing(Actor.KAWASEMI, "cancelled by Alice")
                .then(at -> new dev.kawasemi.deployment.DeploymentEvent.UndoDone(at, java.util.Optional.empty()));
        ChatMessage cancelled = outcome(engines);
        assertEquals("pi4 shop v1.9.2 was cancelled by Alice. BLUE v1.9.1 still serves.", cancelled.content());
        assertTrue(cancelled.silent());
        assertTrue(RootLine.of(engines.deployment(), WORDING).content().endsWith("Cancelled: BLUE serves."));
    }

    @Test
    void aStuckDeploymentCallsThePeopleWhoMayDecide() {
        ChatMessage stuck = outcome(Texts.stuck());
        assertTrue(Texts.rendered(stuck.content()).startsWith("@ops pi4 shop v1.9.2 needs a person: nginx -s reload"));
        assertEquals(Set.of("999"), stuck.pingRoles());
    }

    @Test
    void aFirstDeployEndsWithoutAQuestion() {
        assertEquals(
                "pi4 shop 1: done. v1.9.1 on BLUE. It is the first deploy: nothing to remove.",
                outcome(Texts.firstDone()).content());
    }

    @Test
    void aFailedFirstDeployDoesNotClaimThatSomethingServes() {
        Stories first = Stories.firstDeploy();
        Deployment d = first.fails(dev.kawasemi.deployment.Step.START, 2, "web exited with code 3")
                .then(at -> new dev.kawasemi.deployment.DeploymentEvent.UndoStarted(
                        at, Actor.KAWASEMI, "web exited with code 3"))
                .then(at -> new dev.kawasemi.deployment.DeploymentEvent.UndoDone(at, java.util.Optional.empty()))
                .deployment();
        assertEquals(
                "@Alice pi4 shop v1.9.1 did not start: web exited with code 3. Nothing serves, as before; BLUE is stopped.",
                Texts.rendered(Outcomes.of(d, WORDING).orElseThrow().content()));
    }

    private static String question(Stories story) {
        return Texts.rendered(QuestionText.of(story.deployment(), WORDING).content());
    }

    private static ChatMessage outcome(Stories story) {
        return Outcomes.of(story.deployment(), WORDING).orElseThrow();
    }

    private static List<String> labels(ChatMessage message) {
        return message.buttons().stream().map(Button::label).toList();
    }
}
