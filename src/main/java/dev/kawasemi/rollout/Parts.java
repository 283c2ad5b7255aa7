package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.health.HealthGate;
import dev.kawasemi.health.HealthProbe;
import dev.kawasemi.host.HostSampler;
import dev.kawasemi.journal.Journal;
import dev.kawasemi.proxy.ProxySwitcher;
import dev.kawasemi.time.TimeSource;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * What the engine works with.
 *
 * @param samplers a new one at each call: rates belong to one caller
 * @param portFree whether a port on 127.0.0.1 can be bound now
 * @param beside where an act goes on beside another; each at once, on a thread that keeps no process alive
 */
public record Parts(
        ContainerEngine containers,
        Function<AppName, ProxySwitcher> proxies,
        HealthGate gate,
        HealthProbe probe,
        Supplier<HostSampler> samplers,
        Journal journal,
        TimeSource time,
        Pulse pulse,
        IntPredicate portFree,
        Executor beside) {}
