package dev.kawasemi.rollout;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.health.HealthSettings;
import dev.kawasemi.proxy.ProxySettings;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * All there is to know of one app.
 *
 * @param keepReleases how many of the releases that ran keep their images; empty: all of them
 */
public record AppSettings(
        ComposeApp compose,
        HealthSettings health,
        ProxySettings proxy,
        Quiesce quiesce,
        Watch watch,
        OptionalInt keepReleases) {
    /** With all images kept. */
    public AppSettings(ComposeApp compose, HealthSettings health, ProxySettings proxy, Quiesce quiesce, Watch watch) {
        this(compose, health, proxy, quiesce, watch, OptionalInt.empty());
    }

    public AppName name() {
        return compose.name();
    }

    /** How the old workers yield; AUTO is chosen by the host's numbers when the time has come. */
    public enum Quiesce {
        STOP,
        PAUSE,
        LOWER_CPU,
        AUTO
    }

    /** The time after the switch in which a sick release is rolled back. */
    public record Watch(Duration duration, Duration interval, int failures) {}
}
