package dev.kawasemi.chat;

import dev.kawasemi.chat.Gallery.Place;
import dev.kawasemi.chat.Gallery.Shown;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.AppLogs;
import dev.kawasemi.rollout.DryRun;
import dev.kawasemi.rollout.Thaw;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Locks, the four-eyes rule, dry runs, logs and the history. */
final class GalleryDesk {
    private static final Instant NOW = Instant.parse("2026-11-22T14:20:00Z");
    private static final long MB = 1024 * 1024;
    private static final Actor PI = new Actor(Actor.Origin.TERMINAL, "1000", "pi");

    private final Wording wording;
    private final List<Shown> all = new ArrayList<>();

    private GalleryDesk(Wording wording) {
        this.wording = wording;
    }

    static List<Shown> in(Wording wording) {
        GalleryDesk desk = new GalleryDesk(wording);
        desk.locks();
        desk.decisions();
        desk.dryRuns();
        desk.logs();
        desk.history();
        return desk.all;
    }

    private void locks() {
        Freeze freeze = new Freeze(Stories.SHOP, Stories.ALICE, "db *migration*", NOW, NOW.plus(Duration.ofHours(30)));
        say("locked", FreezeText.began(freeze, NOW, wording));
        say("locked, refused", FreezeText.refusal(freeze, NOW, wording));
        say("unlocked", wording.say(DeskPhrase.UNLOCKED, "shop"));
        say("not locked", wording.say(DeskPhrase.NOT_LOCKED, "shop"));
        say("lifted", FreezeText.ended(new Thaw(freeze, Optional.of(Stories.BOB), false), wording));
        say("lifted on the host", FreezeText.ended(new Thaw(freeze, Optional.empty(), false), wording));
        say("ran out", FreezeText.ended(new Thaw(freeze, Optional.empty(), true), wording));
        say("no reason", LeaseInput.problem(" ", "", wording).orElseThrow());
        say("long reason", LeaseInput.problem("x".repeat(201), "", wording).orElseThrow());
        say("no length", LeaseInput.problem("x", "forever", wording).orElseThrow());
    }

    private void decisions() {
        Deployment d = Texts.asked().deployment();
        say("four eyes", FourEyesText.refusal(Duration.ofMinutes(10), NOW, wording));
        say(
                "four eyes without roles",
                wording.say(DeskPhrase.FOUR_EYES, wording.say(DeskPhrase.SOMEONE_WITH), wording.minute(NOW)));
        say("left", wording.say(DeskPhrase.LEFT, d.app(), wording.oldSide(d)));
        say("not parked", wording.say(DeskPhrase.NOT_PARKED));
        Deployment failed = Stories.upgrade().neverHealthy("HTTP 503").deployment();
        show("remove failed anyway", Answers.removeFailedAnyway(failed, 12, wording));
        show("remove failed, uncounted", Answers.removeFailedAnyway(failed, Deployment.UNKNOWN_TASKS, wording));
        show("approved past the rule", QuestionText.of(approvedBy(Stories.ALICE).deployment(), wording));
        say("done past the rule", Outcomes.doneText(done(PI), wording));
    }

    private void dryRuns() {
        Deployment d = Stories.upgrade().deployment();
        DryRun.Forecast forecast = new DryRun.Forecast(
                OptionalLong.of(290 * MB),
                OptionalLong.of(80 * MB),
                OptionalLong.empty(),
                OptionalLong.of(5000 * MB),
                150 * MB,
                1024 * MB);
        DryRun.Way way = new DryRun.Way(
                d.old(), d.next(), List.of(Step.PREPARE, Step.QUIESCE), forecast, List.of("web: port 8000 moves"));
        Version version = new Version("v1.9.2");
        DryRunText text = new DryRunText(wording, NOW);
        say("dry run", text.of(new DryRun(Stories.SHOP, version, List.of(), Optional.of(way)), List.of()));
        List<Answer> against = List.of(
                new Answer.StandbyWaits(Texts.asked().deployment()),
                new Answer.Refused(Answer.Reason.PREFLIGHT, List.of("port 18002 is taken")));
        say("dry run, refused", text.of(new DryRun(Stories.SHOP, version, against, Optional.empty()), List.of()));
    }

    private void logs() {
        say("reading the logs", wording.say(DeskPhrase.READING_LOGS, "shop"));
        say("no colour", wording.say(DeskPhrase.NO_COLOR, Escape.quoted("red")));
        show("no logs", LogText.of(new AppLogs(Stories.SHOP, Color.BLUE, List.of()), wording));
        show("short logs", LogText.of(new AppLogs(Stories.SHOP, Color.BLUE, List.of("web | ready")), wording));
        List<String> many =
                IntStream.range(0, 30).mapToObj(i -> "web | line " + i).toList();
        show("long logs", LogText.of(new AppLogs(Stories.SHOP, Color.BLUE, many), wording));
    }

    private void history() {
        HistoryText text = new HistoryText(wording, NOW, id -> Optional.of("https://discord.com/channels/1/" + id));
        say("no history", text.of(List.of()));
        Deployment repaired = Stories.upgrade()
                .then(at -> new AftercareEvent.Repaired(at, PI, Color.GREEN))
                .deployment();
        Deployment stuck = Stories.upgrade()
                .then(at -> new AftercareEvent.Stuck(at, "gone"))
                .deployment();
        say(
                "history",
                text.of(List.of(
                        done(PI),
                        Stories.upgrade().deployment(),
                        Texts.asked().deployment(),
                        approvedBy(Stories.BOB).deployment(),
                        Stories.upgrade().neverHealthy("HTTP 503").deployment(),
                        Texts.rolledBack(Stories.BOB, "x").deployment(),
                        Texts.sick().deployment(),
                        repaired,
                        stuck)));
        say("history of a cancel", text.of(List.of(cancelled())));
    }

    private static Deployment cancelled() {
        return Stories.upgrade()
                .upToTheGate()
                .then(at -> new DeploymentEvent.UndoStarted(at, Stories.BOB, "asked for by Bob"))
                .then(at -> new DeploymentEvent.UndoDone(at, Optional.empty()))
                .deployment();
    }

    private static Stories approvedBy(Actor actor) {
        return Texts.asked().then(at -> new DeploymentEvent.Approved(at, actor, 1, Duration.ZERO, 0, true));
    }

    private static Deployment done(Actor actor) {
        return approvedBy(actor)
                .then(DeploymentEvent.RemovalStarted::new)
                .then(DeploymentEvent.Completed::new)
                .deployment();
    }

    private void say(String name, String text) {
        show(name, ChatMessage.silent(Escape.fit(text)));
    }

    private void show(String name, ChatMessage message) {
        all.add(new Shown(name, Place.ANSWER, message));
    }
}
