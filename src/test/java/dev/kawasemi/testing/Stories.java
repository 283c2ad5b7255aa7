package dev.kawasemi.testing;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Evidence;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Side;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Undo;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.DeployRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** Deployments told event by event: shop on BLUE v1.9.1, deployment 42 brings GREEN v1.9.2, asked for by Alice at 14:02:07 UTC. */
public final class Stories {
    public static final AppName SHOP = new AppName("shop");
    public static final Actor ALICE = new Actor(Actor.Origin.DISCORD, "111", "Alice");
    public static final Actor BOB = new Actor(Actor.Origin.DISCORD, "222", "Bob");
    public static final Instant BEGIN = Instant.parse("2026-11-22T14:02:07Z");

    private final List<DeploymentEvent> events = new ArrayList<>();
    private Instant at = BEGIN;

    private Stories(DeploymentEvent first) {
        events.add(first);
    }

    public static Stories upgrade() {
        return upgrade(new Version("v1.9.2"), ALICE);
    }

    /** The same with another number. */
    public static Stories upgrade(long number) {
        return new Stories(accepted(number, DeployRequest.of(SHOP, new Version("v1.9.3"), ALICE), BEGIN));
    }

    public static Stories upgrade(long number, Actor actor) {
        return new Stories(accepted(number, DeployRequest.of(SHOP, new Version("v1.9.2"), actor), BEGIN));
    }

    public static Stories upgrade(Version version, Actor actor) {
        return new Stories(accepted(42, DeployRequest.of(SHOP, version, actor), BEGIN));
    }

    public static Stories firstDeploy() {
        Stack blue = new Stack(SHOP, Color.BLUE, "shop-blue", 18001, false);
        return new Stories(new DeploymentEvent.Accepted(
                BEGIN,
                new DeploymentId(1),
                SHOP,
                Optional.empty(),
                blue,
                new Version("v1.9.1"),
                ALICE,
                Optional.empty(),
                ""));
    }

    static DeploymentEvent.Accepted accepted(long number, DeployRequest request, Instant at) {
        AppName app = request.app();
        Stack blue = new Stack(app, Color.BLUE, app + "-blue", 18001, false);
        Stack green = new Stack(app, Color.GREEN, app + "-green", 18002, false);
        Release old = new Release(new Version("v1.9.1"), Map.of("web", "sha256:aa"));
        return new DeploymentEvent.Accepted(
                at,
                new DeploymentId(number),
                app,
                Optional.of(new Side(blue, Optional.of(old))),
                green,
                request.version(),
                request.actor(),
                Optional.empty(),
                request.reason());
    }

    public Stories passes(Duration time) {
        at = at.plus(time);
        return this;
    }

    public Stories then(Function<Instant, DeploymentEvent> event) {
        events.add(event.apply(at));
        return this;
    }

    public Stories starts(Step step) {
        return then(now -> new DeploymentEvent.StepStarted(now, step, new Undo.Nothing()));
    }

    /** The step from its start to its end, with what the engine noted. */
    public Stories step(Step step, long seconds, String note) {
        return starts(step)
                .passes(Duration.ofSeconds(seconds))
                .then(now -> new DeploymentEvent.StepDone(now, step, note));
    }

    public Stories fails(Step step, long seconds, String text) {
        return starts(step)
                .passes(Duration.ofSeconds(seconds))
                .then(now -> new DeploymentEvent.StepFailed(now, step, text, List.of("line 1", "boom: no such table")));
    }

    /** Prepared, quiesced and started; the gate comes next. */
    public Stories upToTheGate() {
        return step(Step.PREPARE, 41, "").step(Step.QUIESCE, 3, "").step(Step.START, 6, "");
    }

    /** All up to the new workers. */
    public Stories switched() {
        return upToTheGate()
                .step(Step.HEALTH_GATE, 7, "2 of 7 probes ok, 84 ms")
                .step(Step.SWITCH, 1, "")
                .step(Step.VERIFY, 3, "3 of 3 answers from GREEN")
                .step(Step.WORKERS, 4, "");
    }

    public Stories asked(Evidence evidence) {
        int generation = deployment().generation() + 1;
        return then(now -> new DeploymentEvent.QuestionAsked(now, generation, evidence));
    }

    public Stories approved(Actor actor) {
        int generation = deployment().generation();
        return then(now -> new DeploymentEvent.Approved(now, actor, generation, Duration.ofMinutes(10), 0, false));
    }

    public Stories windowOpened() {
        return then(now -> new DeploymentEvent.WindowOpened(now, Duration.ofMinutes(10), List.of()));
    }

    /** Approved, the window over, removed. */
    public Stories removed() {
        return approved(BOB)
                .windowOpened()
                .passes(Duration.ofMinutes(10))
                .then(DeploymentEvent.RemovalStarted::new)
                .then(DeploymentEvent.Completed::new);
    }

    /** Failed at the gate and undone, workers down for 14 s. */
    public Stories neverHealthy(String text) {
        return upToTheGate()
                .fails(Step.HEALTH_GATE, 180, text)
                .then(now -> new DeploymentEvent.UndoStarted(now, Actor.KAWASEMI, text))
                .then(now -> new DeploymentEvent.UndoDone(now, Optional.of(Duration.ofSeconds(14))));
    }

    public List<DeploymentEvent> events() {
        return List.copyOf(events);
    }

    public Deployment deployment() {
        return Deployment.of(events);
    }

    public static Evidence evidence(long queue) {
        return new Evidence(
                60,
                60,
                OptionalLong.of(84),
                OptionalLong.of(198L * 1024 * 1024),
                OptionalDouble.of(7),
                OptionalLong.of(14L * 1024 * 1024),
                OptionalLong.of(9000),
                OptionalLong.of(9500),
                OptionalLong.of(queue));
    }

    public static Evidence notMeasured() {
        return new Evidence(
                0,
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** The host of chat.md's card, with this much CPU (in cores) for each colour. */
    public static Sample sample(Instant at, double green, double blue) {
        long megabyte = 1024 * 1024;
        return new Sample(
                at,
                OptionalDouble.of(64),
                OptionalDouble.of(12),
                OptionalDouble.of(0),
                OptionalLong.of(1000 * megabyte),
                OptionalLong.of(290 * megabyte),
                OptionalDouble.of(58.2),
                OptionalLong.of(5000 * megabyte),
                Map.of(
                        "green",
                                new Sample.Group(
                                        OptionalDouble.of(green), OptionalLong.of(212 * megabyte), OptionalLong.of(0)),
                        "blue",
                                new Sample.Group(
                                        OptionalDouble.of(blue), OptionalLong.of(198 * megabyte), OptionalLong.of(0))));
    }

    public static Sample notMeasured(Instant at) {
        return new Sample(
                at,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                Map.of());
    }
}
