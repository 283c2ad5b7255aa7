package dev.kawasemi;

import dev.kawasemi.container.ContainerEngines;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.health.HealthGates;
import dev.kawasemi.health.HealthProbe;
import dev.kawasemi.host.HostSamplers;
import dev.kawasemi.journal.Journal;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.proxy.ProxySwitcher;
import dev.kawasemi.proxy.ProxySwitchers;
import dev.kawasemi.rollout.AppSettings;
import dev.kawasemi.rollout.Parts;
import dev.kawasemi.rollout.Pulse;
import dev.kawasemi.rollout.RolloutSettings;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;

/** What the engine works with on this host. */
final class LocalParts {
    private LocalParts() {}

    /** What everything else is made with. */
    record Tools(CommandRunner runner, HealthProbe probe, TimeSource time) {}

    /**
     * Starts nothing but what the pulse starts once it is asked to beat.
     *
     * @param beside as in {@link Parts}
     */
    static Parts of(RolloutSettings settings, Tools tools, Journal journal, Executor beside) {
        CommandRunner runner = tools.runner();
        TimeSource time = tools.time();
        Path state = settings.stateDir();
        return new Parts(
                ContainerEngines.docker(runner, time, state),
                name -> proxy(settings.apps(), name, runner, time),
                HealthGates.polling(tools.probe(), time),
                tools.probe(),
                () -> HostSamplers.linux(Path.of("/"), state, time),
                journal,
                time,
                Pulse.everySecond(),
                port -> free(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                beside);
    }

    /** @throws IllegalArgumentException when it is not configured */
    private static ProxySwitcher proxy(List<AppSettings> apps, AppName name, CommandRunner runner, TimeSource time) {
        AppSettings app = apps.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no app " + name + ". There is: "
                        + apps.stream().map(AppSettings::name).toList()));
        ProxySwitchers.App seen = new ProxySwitchers.App(
                name, app.compose().bluePort(), app.compose().greenPort());
        return ProxySwitchers.of(seen, app.proxy(), runner, time);
    }

    /** Whether it can be bound now. */
    static boolean free(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
