package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.FourEyes;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.health.HealthGate;
import dev.kawasemi.health.HealthProbe;
import dev.kawasemi.health.HealthSettings;
import dev.kawasemi.host.Sample;
import dev.kawasemi.journal.Journal;
import dev.kawasemi.proxy.ProxySettings;
import dev.kawasemi.proxy.ProxySwitcher;
import dev.kawasemi.testing.FakeContainerEngine;
import dev.kawasemi.testing.FakeHealthGate;
import dev.kawasemi.testing.FakeHealthProbe;
import dev.kawasemi.testing.FakeHostSampler;
import dev.kawasemi.testing.FakeProxySwitcher;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.MemoryJournal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** An engine on fakes, with one app {@code shop} whose colours have redis, web, worker and beat. */
final class Rig implements AutoCloseable {
    static final AppName SHOP = new AppName("shop");
    static final Actor ALICE = new Actor(Actor.Origin.DISCORD, "1", "Alice");
    static final Actor BOB = new Actor(Actor.Origin.DISCORD, "2", "Bob");

    static final Reminding REMIND = new Reminding(
            List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4)),
            Optional.of(LocalTime.of(9, 0)),
            ZoneId.of("UTC"));

    final FakeTime time = new FakeTime();
    final FakeContainerEngine containers = new FakeContainerEngine();
    final FakeProxySwitcher proxy = new FakeProxySwitcher();
    final FakeHealthGate gate = new FakeHealthGate();
    final FakeHostSampler sampler = new FakeHostSampler(time);
    final FakeHealthProbe probe = new FakeHealthProbe();
    final MemoryJournal journal = new MemoryJournal();
    final TreeSet<Integer> takenPorts = new TreeSet<>();
    /** Where the next engine that is started does one act beside another: at once, so that they come one after the other. */
    Executor beside = Runnable::run;
    /** By which the next engine that is started judges approvals. */
    FourEyes fourEyes = FourEyes.OFF;

    final List<DeploymentEvent> events = new ArrayList<>();
    private final Path stateDir;
    private Runnable beat = () -> {};
    private final Object change = new Object();
    /** What is configured at the next {@link #start}. */
    List<AppSettings> apps = List.of(shop());

    /** Those of the other apps. */
    private final Map<AppName, FakeProxySwitcher> proxies = new ConcurrentHashMap<>();

    /** For a {@link PowerCut} that hangs on it. */
    volatile boolean powerIsOff;
    DeployEngine engine;

    Rig(Path stateDir) {
        this.stateDir = stateDir;
        this.engine = start();
    }

    /** How the old workers yield, from the next start on. */
    Rig quiesce(AppSettings.Quiesce way) {
        apps = List.of(shop(way));
        return this;
    }

    /** Another engine on the same host, as after a restart. The one before must be closed or "killed". */
    DeployEngine start() {
        return start(PowerCut.never());
    }

    /** One whose process ends at a given boundary. */
    DeployEngine start(PowerCut cut) {
        RolloutSettings settings =
                new RolloutSettings(stateDir, "pi4", Duration.ofMinutes(10), REMIND, 150L << 20, 1L << 30, apps);
        Pulse pulse = new Pulse() {
            @Override
            public void beat(Runnable onBeat) {
                beat = onBeat;
            }

            @Override
            public void close() {}
        };
        Parts parts = new Parts(
                cut.wrap(ContainerEngine.class, containers),
                app -> cut.wrap(ProxySwitcher.class, proxy(app)),
                cut.wrap(HealthGate.class, gate),
                cut.wrap(HealthProbe.class, probe),
                () -> sampler,
                cut.wrap(Journal.class, journal),
                time,
                pulse,
                port -> !takenPorts.contains(port),
                beside);
        engine = DeployEngines.create(settings.with(fourEyes), parts);
        engine.addListener(new Recorder());
        return engine;
    }

    FakeProxySwitcher proxy(AppName app) {
        return app.equals(SHOP) ? proxy : proxies.computeIfAbsent(app, name -> new FakeProxySwitcher());
    }

    void beat() {
        try {
            beat.run();
        } catch (PowerCut.Gone e) {
            // A process that is gone has no pulse.
        }
    }

    /** An engine with its pulse, for tests with two of them on one host. */
    record Running(DeployEngine engine, Runnable beat) {}

    Running running() {
        return new Running(engine, beat);
    }

    void use(Running other) {
        engine = other.engine();
        beat = other.beat();
    }

    /** Waits until the act whose last event was heard has let the host lock go. */
    void awaitIdle() {
        awaitIdle(engine);
    }

    void awaitIdle(DeployEngine engine) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (((SequenceEngine) engine).busy()) {
            assertTrue(System.nanoTime() < end, "the host lock is not let go");
            Thread.onSpinWait();
        }
    }

    static AppSettings keeping(OptionalInt releases, AppSettings app) {
        return new AppSettings(app.compose(), app.health(), app.proxy(), app.quiesce(), app.watch(), releases);
    }

    static AppSettings shop() {
        return shop(AppSettings.Quiesce.STOP);
    }

    static AppSettings shop(AppSettings.Quiesce quiesce) {
        return app(SHOP, 18001, quiesce);
    }

    static AppSettings app(AppName name, int bluePort) {
        return app(name, bluePort, AppSettings.Quiesce.STOP);
    }

    private static AppSettings app(AppName name, int bluePort, AppSettings.Quiesce quiesce) {
        ComposeApp compose = new ComposeApp(
                name,
                Path.of("/srv/" + name + "/docker-compose.yml"),
                name.value(),
                Optional.of("APP_TAG"),
                "web",
                8000,
                bluePort,
                bluePort + 1,
                ComposeApp.Prepare.PULL,
                new ComposeApp.Stages(List.of("redis", "web"), List.of("worker"), List.of("beat")),
                Duration.ofSeconds(30),
                Optional.of(new ComposeApp.Queue(
                        "redis",
                        List.of(List.of("redis-cli", "llen", "celery")),
                        List.of("redis-cli", "eval"),
                        Duration.ofMinutes(15))));
        HealthSettings health = new HealthSettings(
                "/health/",
                Optional.empty(),
                200,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                2,
                Duration.ofMinutes(3));
        ProxySettings proxy = new ProxySettings.Script(
                List.of("/bin/true"),
                new ProxySettings.Verify(
                        URI.create("http://127.0.0.1/"), 3, false, Duration.ofSeconds(2), Duration.ofSeconds(30)));
        return new AppSettings(
                compose,
                health,
                proxy,
                quiesce,
                new AppSettings.Watch(Duration.ofMinutes(1), Duration.ofSeconds(1), 5));
    }

    Answer ask(CompletableFuture<Answer> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }

    Answer deploy(String version) throws Exception {
        return ask(engine.deploy(DeployRequest.of(SHOP, new Version(version), ALICE)));
    }

    /** Deploys and waits until it rests. */
    Deployment deployed(String version) throws Exception {
        Answer answer = deploy(version);
        Answer.Accepted accepted = assertInstanceOf(Answer.Accepted.class, answer, String.valueOf(answer));
        return await(now ->
                now.id().equals(accepted.deployment().id()) && !now.phase().acting());
    }

    /** v1 on BLUE, serving, nothing open. */
    void v1OnBlue() throws Exception {
        deployed("v1");
    }

    Deployment await(Phase phase) throws Exception {
        return await(now -> now.phase() == phase);
    }

    Deployment await(Predicate<Deployment> wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            Optional<Deployment> latest = engine.latest(SHOP).filter(wanted);
            if (latest.isPresent()) {
                return latest.get();
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return fail("it never came to that; now " + engine.latest(SHOP) + " calls " + containers.calls());
            }
            // A beat that finds the host busy leaves its work to the next one.
            beat();
            synchronized (change) {
                change.wait(Math.min(left, 20));
            }
        }
    }

    /** As {@link #await}, but also content with something else having happened. */
    void awaitUnless(BooleanSupplier other, Predicate<Deployment> wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!other.getAsBoolean() && engine.latest(SHOP).filter(wanted).isEmpty()) {
            assertTrue(System.nanoTime() < end, () -> "it never came to that; calls " + containers.calls());
            beat();
            synchronized (change) {
                change.wait(5);
            }
        }
    }

    List<String> running(String project) {
        return List.copyOf(containers.host().running(project));
    }

    @Override
    public void close() {
        engine.close();
    }

    private final class Recorder implements DeploymentListener {
        @Override
        public void happened(Deployment now, DeploymentEvent event) {
            synchronized (change) {
                events.add(event);
                change.notifyAll();
            }
        }

        @Override
        public void sampled(Deployment now, Sample sample, ActProgress progress) {}
    }
}
