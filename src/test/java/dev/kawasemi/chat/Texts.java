package dev.kawasemi.chat;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.StandbyNote;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What the tests of texts share: pi4, UTC, role 999 called @ops; and a deployment in every state there is. */
final class Texts {
    static final ChatSettings SETTINGS = new ChatSettings("pi4", ZoneId.of("UTC"), Set.of("999"), true);
    static final Wording WORDING = new Wording(SETTINGS);

    private Texts() {}

    /** As on a lock screen: mentions by name, backslashes gone. */
    static String rendered(String content) {
        return content.replace("<@&999>", "@ops").replace("<@111>", "@Alice").replaceAll("\\\\([^0-9A-Za-z\\s])", "$1");
    }

    static Map<String, Deployment> everyState() {
        Map<String, Deployment> states = new LinkedHashMap<>();
        states.put("begun", Stories.upgrade().deployment());
        states.put(
                "gate", Stories.upgrade().upToTheGate().starts(Step.HEALTH_GATE).deployment());
        states.put("asked", asked().deployment());
        states.put(
                "asked with a queue",
                Stories.upgrade().switched().asked(Stories.evidence(3)).deployment());
        states.put(
                "asked, nothing measured",
                Stories.upgrade().switched().asked(Stories.notMeasured()).deployment());
        states.put(
                "asked, reminded",
                asked().passes(Duration.ofMinutes(15))
                        .then(at -> new AftercareEvent.Reminded(at, 2, 1, Stories.evidence(0)))
                        .deployment());
        states.put(
                "asked, kept",
                asked().then(at -> new AftercareEvent.Kept(at, Stories.BOB, Duration.ofHours(1)))
                        .deployment());
        decided(states);
        aftercare(states);
        return states;
    }

    private static void decided(Map<String, Deployment> states) {
        states.put("retiring", asked().approved(Stories.BOB).deployment());
        states.put("undo window", asked().approved(Stories.BOB).windowOpened().deployment());
        states.put("reviving", reviving().deployment());
        states.put("asked again", reviving().asked(Stories.evidence(0)).deployment());
        states.put("retire failed", retireFailed().deployment());
        states.put("removing", removing().deployment());
        states.put("completed", asked().removed().deployment());
        states.put("rolling back", rollingBack(Stories.BOB, "Bob chose it").deployment());
        states.put("rolled back", rolledBack(Stories.BOB, "Bob chose it").deployment());
        states.put("sick", sick().deployment());
        states.put(
                "undoing",
                undoing(Actor.KAWASEMI, "HTTP 503 in 176 of 176 probes, 180 s").deployment());
        states.put(
                "failed",
                Stories.upgrade()
                        .neverHealthy("HTTP 503 in 176 of 176 probes, 180 s")
                        .deployment());
        states.put("cancelled", cancelled(Stories.ALICE).deployment());
        states.put("cancelled by another", cancelled(Stories.BOB).deployment());
        states.put("stuck", stuck().deployment());
        states.put("first done", firstDone().deployment());
    }

    private static void aftercare(Map<String, Deployment> states) {
        states.put("restarted and undone", restartedAndUndone().deployment());
        states.put("restarted and finishing", restartedAndFinishing().deployment());
        states.put("old queue left", queueLeft().deployment());
        states.put("restarted while undone", restartedWhileUndoing().deployment());
        states.put("stuck after a restart", stuckAfterRestart().deployment());
        states.put("repaired forward", repaired(Color.GREEN).deployment());
        states.put("repaired back", repaired(Color.BLUE).deployment());
        states.put("standby warm", standby(StandbyNote.State.WARM).deployment());
        states.put("asked while draining", heldForItsQueue().deployment());
        states.put("standby cold", standby(StandbyNote.State.COLD).deployment());
        states.put("standby sick", standby(StandbyNote.State.SICK).deployment());
        states.put("standby gone", standby(StandbyNote.State.GONE).deployment());
        states.put("rolled back with tasks", rolledBackWithTasks(12).deployment());
    }

    static Stories asked() {
        return Stories.upgrade().switched().passes(Duration.ofMinutes(11)).asked(Stories.evidence(0));
    }

    static Stories restartedAndUndone() {
        return Stories.upgrade()
                .upToTheGate()
                .starts(Step.HEALTH_GATE)
                .passes(Duration.ofSeconds(30))
                .then(AftercareEvent.Recovering::new)
                .then(at -> new DeploymentEvent.UndoStarted(at, Actor.KAWASEMI, "Kawasemi was restarted during health"))
                .then(at -> new DeploymentEvent.UndoDone(at, Optional.of(Duration.ofSeconds(14))));
    }

    /** It had failed by itself before. */
    static Stories restartedWhileUndoing() {
        return undoing(Actor.KAWASEMI, "HTTP 503 in 176 of 176 probes, 180 s")
                .passes(Duration.ofSeconds(30))
                .then(AftercareEvent.Recovering::new)
                .then(at -> new DeploymentEvent.UndoDone(at, Optional.of(Duration.ofSeconds(44))));
    }

    static Stories stuckAfterRestart() {
        return Stories.upgrade()
                .upToTheGate()
                .starts(Step.SWITCH)
                .then(AftercareEvent.Recovering::new)
                .then(at -> new AftercareEvent.Stuck(at, "nginx -t: unknown directive in /etc/nginx/*.conf"));
    }

    static Stories repaired(Color active) {
        Actor pi = new Actor(Actor.Origin.TERMINAL, "1000", "pi");
        return asked().passes(Duration.ofMinutes(1)).then(at -> new AftercareEvent.Repaired(at, pi, active));
    }

    /** Approved, but its queue was not empty: it is worked off. */
    static Stories heldForItsQueue() {
        Deployment d = Stories.upgrade().deployment();
        return asked().approved(Stories.BOB)
                .then(at -> new DeploymentEvent.RetireFailed(at, "12 tasks wait in BLUE's queue"))
                .then(at -> new AftercareEvent.DrainStarted(
                        at, d.old().orElseThrow().stack(), List.of()));
    }

    static Stories restartedAndFinishing() {
        return Stories.upgrade().switched().starts(Step.DRAIN).then(AftercareEvent.Recovering::new);
    }

    /** Tasks were left after the drain's deadline, with hostile names among those that were cut. */
    static Stories queueLeft() {
        Deployment d = Stories.upgrade().deployment();
        return Stories.upgrade()
                .switched()
                .starts(Step.DRAIN)
                .then(at -> new AftercareEvent.DrainEnded(
                        at,
                        d.old().orElseThrow().stack(),
                        OptionalLong.of(7),
                        List.of("@everyone **x**", "a", "b", "c", "d", "e", "f")))
                .passes(Duration.ofMinutes(15))
                .then(at -> new DeploymentEvent.StepDone(at, Step.DRAIN, "7 tasks left"));
    }

    static Stories standby(StandbyNote.State state) {
        return asked().passes(Duration.ofMinutes(5))
                .then(at ->
                        new AftercareEvent.StandbyChanged(at, state, "memory: 90 MB available, 150 MB must stay free"));
    }

    static Stories rolledBackWithTasks(long tasks) {
        Stories back = rolledBack(Stories.BOB, "asked for by Bob");
        return back.then(at -> new AftercareEvent.DrainEnded(
                at, Stories.upgrade().deployment().next(), OptionalLong.of(tasks), List.of()));
    }

    static Stories reviving() {
        return asked().approved(Stories.BOB)
                .windowOpened()
                .passes(Duration.ofMinutes(1))
                .then(at -> new DeploymentEvent.ReviveStarted(at, Stories.ALICE));
    }

    static Stories retireFailed() {
        return asked().approved(Stories.BOB).then(at -> new DeploymentEvent.RetireFailed(at, "docker stop timed out"));
    }

    static Stories removing() {
        return asked().approved(Stories.BOB).windowOpened().then(DeploymentEvent.RemovalStarted::new);
    }

    static Stories rollingBack(Actor actor, String reason) {
        return asked().then(at -> new DeploymentEvent.RollBackStarted(at, actor, reason));
    }

    static Stories rolledBack(Actor actor, String reason) {
        return rollingBack(actor, reason)
                .passes(Duration.ofSeconds(3))
                .then(DeploymentEvent.TrafficBack::new)
                .then(DeploymentEvent.RollBackDone::new);
    }

    /** Before any question. */
    static Stories sick() {
        String text = "5 of 5 probes failed 41 s after the switch";
        return Stories.upgrade()
                .switched()
                .fails(Step.WATCH, 41, text)
                .then(at -> new DeploymentEvent.RollBackStarted(at, Actor.KAWASEMI, text))
                .passes(Duration.ofSeconds(3))
                .then(DeploymentEvent.TrafficBack::new)
                .then(DeploymentEvent.RollBackDone::new);
    }

    static Stories undoing(Actor actor, String reason) {
        return Stories.upgrade()
                .upToTheGate()
                .starts(Step.HEALTH_GATE)
                .then(at -> new DeploymentEvent.UndoStarted(at, actor, reason));
    }

    static Stories cancelled(Actor actor) {
        return undoing(actor, "cancelled by " + actor.name())
                .then(at -> new DeploymentEvent.UndoDone(at, Optional.of(Duration.ofSeconds(14))));
    }

    static Stories stuck() {
        return undoing(Actor.KAWASEMI, "HTTP 503")
                .then(at -> new AftercareEvent.Stuck(
                        at, "nginx -s reload exited with 1; start nginx, then /rollback shop"));
    }

    static Stories firstDone() {
        return Stories.firstDeploy()
                .step(Step.PREPARE, 41, "")
                .step(Step.START, 6, "")
                .step(Step.HEALTH_GATE, 7, "")
                .step(Step.SWITCH, 1, "")
                .step(Step.VERIFY, 3, "")
                .step(Step.WORKERS, 4, "")
                .then(DeploymentEvent.Completed::new);
    }

    /** Every message that a deployment in this state shows. */
    static Map<String, ChatMessage> messages(Deployment d) {
        return messages(d, WORDING);
    }

    static Map<String, ChatMessage> messages(Deployment d, Wording wording) {
        Map<String, ChatMessage> messages = new LinkedHashMap<>();
        messages.put("root", RootLine.of(d, wording));
        messages.put("card", LiveCard.of(d, Readings.NONE, wording, d.changedAt()));
        if (d.generation() > 0) {
            messages.put("question", QuestionText.of(d, wording));
            messages.put("superseded", QuestionText.superseded(d, wording));
        }
        Outcomes.of(d, wording).ifPresent(outcome -> messages.put("outcome", outcome));
        for (Milestone milestone : Milestone.values()) {
            if (milestone.at(d).isPresent()) {
                messages.put(milestone.name(), milestone.message(d, wording));
            }
        }
        RestartText.of(d, wording).ifPresent(text -> messages.put("restart", text));
        messages.put("away", RestartText.away(d, d.startedAt(), d.changedAt(), wording));
        messages.put("logs", ChatMessage.silent(Answers.logs(d, wording)));
        messages.put("standby", Answers.standbyWaits(d, wording));
        messages.put("remove anyway", Answers.removeAnyway(d, 7, wording));
        messages.put("second press", ChatMessage.silent(Answers.decidedBefore(d, d.changedAt(), wording)));
        messages.put("accepted", ChatMessage.silent(Answers.deployAccepted(d, wording)));
        messages.put("roll back", ChatMessage.silent(Answers.rollBackAccepted(d, wording)));
        return messages;
    }
}
