package dev.kawasemi.testing;

import dev.kawasemi.config.ConfigLoader;
import dev.kawasemi.config.ConfigProblems;
import dev.kawasemi.config.Settings;
import dev.kawasemi.rollout.DeployEngine;
import dev.kawasemi.rollout.DeployEngines;
import dev.kawasemi.rollout.Parts;
import dev.kawasemi.rollout.Pulse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The real engine with the sample configuration's {@code shop}, on a host of fakes: for what stands above the engine. */
public final class ShopOnFakes {
    public final FakeContainerEngine containers = new FakeContainerEngine();
    public final FakeProxySwitcher proxy = new FakeProxySwitcher();
    public final MemoryJournal journal = new MemoryJournal();
    private final FakeTime time;
    private final Settings settings;
    private volatile Runnable beat = () -> {};

    public ShopOnFakes(Path folder, FakeTime time) throws IOException, ConfigProblems {
        this.time = time;
        Path sample = Path.of(System.getProperty("project.basedir"), "conf", "application.conf");
        Path file = folder.resolve("application.conf");
        Files.writeString(
                file, Files.readString(sample) + "\nkawasemi { state-dir = \"" + folder.toAbsolutePath() + "\" }\n");
        this.settings = ConfigLoader.load(file);
    }

    /** The engine of a process that begins; the one before must be closed. */
    public DeployEngine start() {
        Pulse pulse = new Pulse() {
            @Override
            public void beat(Runnable onBeat) {
                beat = onBeat;
            }

            @Override
            public void close() {}
        };
        return DeployEngines.create(
                settings.rollout(),
                new Parts(
                        containers,
                        app -> proxy,
                        new FakeHealthGate(),
                        new FakeHealthProbe(),
                        () -> new FakeHostSampler(time),
                        journal,
                        time,
                        pulse,
                        port -> true,
                        Runnable::run));
    }

    /** The pulse beats once. */
    public void beat() {
        beat.run();
    }
}
