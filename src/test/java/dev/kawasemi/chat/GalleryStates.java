package dev.kawasemi.chat;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Evidence;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.StandbyNote;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The deployments of the gallery: those of {@link Texts#everyState} and what else makes a text of its own. */
final class GalleryStates {
    private GalleryStates() {}

    static Map<String, Deployment> all() {
        Map<String, Deployment> all = Texts.everyState();
        for (Step step : Step.values()) {
            all.put(
                    "failed at " + step.name().toLowerCase(Locale.ROOT),
                    failedAt(step).deployment());
        }
        all.put("failed first", failedFirst().deployment());
        all.put("failed without a reason", Texts.undoing(Actor.KAWASEMI, "").deployment());
        all.put("slow", slow().deployment());
        all.put("asked long", askedLong().deployment());
        restarts(all);
        rare(all);
        failedColorDrained().forEach((name, story) -> all.put(name, story.deployment()));
        return all;
    }

    private static void rare(Map<String, Deployment> all) {
        Version tag = new Version("v1.9.1");
        all.put("preflight", Stories.upgrade().starts(Step.PREFLIGHT).deployment());
        all.put("same image", resolved(new Version("v1.9.2"), "sha256:aa"));
        all.put("tag moved", resolved(tag, "sha256:bb"));
        all.put("asked short", askedWith(new Version("v2"), Stories.evidence(0)));
        all.put("asked, no scheduler", askedWith(tag, paused(OptionalLong.of(9000), OptionalLong.empty())));
        all.put("asked, no worker", askedWith(tag, paused(OptionalLong.empty(), OptionalLong.of(9000))));
        all.put(
                "stuck after the question",
                Texts.rollingBack(Stories.BOB, "Bob chose it")
                        .then(at -> new AftercareEvent.Stuck(at, "nginx is down; start it"))
                        .deployment());
        all.put(
                "rolling back to a cold standby",
                Texts.standby(StandbyNote.State.COLD)
                        .then(at -> new DeploymentEvent.RollBackStarted(at, Stories.BOB, "Bob chose it"))
                        .deployment());
    }

    private static Deployment resolved(Version version, String image) {
        return Stories.upgrade(version, Stories.ALICE)
                .then(at -> new DeploymentEvent.Resolved(at, new Release(version, Map.of("web", image))))
                .step(Step.PREPARE, 41, "")
                .deployment();
    }

    private static Deployment askedWith(Version version, Evidence evidence) {
        return Stories.upgrade(version, Stories.ALICE)
                .switched()
                .asked(evidence)
                .deployment();
    }

    private static Evidence paused(OptionalLong workers, OptionalLong schedulers) {
        Evidence all = Stories.evidence(0);
        return new Evidence(
                all.probes(),
                all.probesOk(),
                all.medianMillis(),
                all.standbyMemory(),
                all.cpuChangePercent(),
                all.memoryChange(),
                workers,
                schedulers,
                all.oldQueue());
    }

    private static void restarts(Map<String, Deployment> all) {
        all.put(
                "restarted while rolling back",
                Texts.rollingBack(Stories.BOB, "Bob chose it")
                        .passes(Duration.ofSeconds(2))
                        .then(AftercareEvent.Recovering::new)
                        .deployment());
        all.put(
                "restarted while removing",
                Texts.removing()
                        .passes(Duration.ofSeconds(2))
                        .then(AftercareEvent.Recovering::new)
                        .deployment());
        all.put(
                "restarted while reviving",
                Texts.reviving()
                        .passes(Duration.ofSeconds(2))
                        .then(AftercareEvent.Recovering::new)
                        .deployment());
    }

    private static Stories failedAt(Step step) {
        return Stories.upgrade()
                .fails(step, 2, "it said no")
                .then(at -> new DeploymentEvent.UndoStarted(at, Actor.KAWASEMI, "it said no"))
                .then(at -> new DeploymentEvent.UndoDone(at, Optional.empty()));
    }

    private static Stories failedFirst() {
        return Stories.firstDeploy()
                .fails(Step.START, 2, "web exited with code 3")
                .then(at -> new DeploymentEvent.UndoStarted(at, Actor.KAWASEMI, "web exited with code 3"))
                .then(at -> new DeploymentEvent.UndoDone(at, Optional.empty()));
    }

    private static Stories slow() {
        return Stories.upgrade()
                .step(Step.PREPARE, 1260, "")
                .step(Step.QUIESCE, 3, "workers stopped")
                .step(Step.START, 6, "")
                .step(Step.HEALTH_GATE, 70, "2 of 70 probes ok, 84 ms")
                .step(Step.SWITCH, 1, "")
                .step(Step.VERIFY, 0, "3 of 3 answers from GREEN")
                .step(Step.WORKERS, 4, "1 service")
                .step(Step.WATCH, 60, "60 of 60 probes ok");
    }

    private static Stories askedLong() {
        return Stories.upgrade(new Version("release-2026.11.22-" + "x".repeat(60)), Stories.ALICE)
                .switched()
                .asked(Stories.evidence(1));
    }

    static Map<String, Stories> failedColorDrained() {
        Map<String, Stories> all = new LinkedHashMap<>();
        all.put("failed colour empty", drained(OptionalLong.of(0)));
        all.put("failed colour with a task", drained(OptionalLong.of(1)));
        all.put("failed colour with tasks", drained(OptionalLong.of(12)));
        all.put("failed colour not counted", drained(OptionalLong.empty()));
        Deployment d = Stories.upgrade().deployment();
        all.put(
                "failed colour draining",
                Texts.rolledBack(Stories.BOB, "asked for by Bob")
                        .then(at -> new AftercareEvent.DrainStarted(at, d.next(), List.of())));
        return all;
    }

    private static Stories drained(OptionalLong left) {
        Deployment d = Stories.upgrade().deployment();
        return Texts.rolledBack(Stories.BOB, "asked for by Bob")
                .then(at -> new AftercareEvent.DrainEnded(at, d.next(), left, List.of("mail.send")));
    }
}
