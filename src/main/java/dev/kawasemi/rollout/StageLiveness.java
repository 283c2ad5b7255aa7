package dev.kawasemi.rollout;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.health.Listening;
import dev.kawasemi.health.WebLiveness;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Whether the containers of the first stage still run as they were started. Asked at every probe: while the main processes are seen to live, no docker
 * process is started for it.
 */
final class StageLiveness implements WebLiveness {
    private static final Listening LISTENING = new Listening(Path.of("/proc"));

    private final ContainerEngine containers;
    private final List<ContainerStatus> started;
    private final BooleanSupplier listens;

    /** @param started as they were right after their start */
    StageLiveness(ContainerEngine containers, List<ContainerStatus> started) {
        this(containers, started, () -> false);
    }

    private StageLiveness(ContainerEngine containers, List<ContainerStatus> started, BooleanSupplier listens) {
        this.containers = containers;
        this.started = List.copyOf(started);
        this.listens = listens;
    }

    /** Sees this app's web among them begin to listen, too. */
    static StageLiveness ofWeb(ContainerEngine containers, ComposeApp app, List<ContainerStatus> started) {
        return ofWeb(containers, app, started, LISTENING);
    }

    static StageLiveness ofWeb(
            ContainerEngine containers, ComposeApp app, List<ContainerStatus> started, Listening listening) {
        List<ContainerStatus> webs = started.stream()
                .filter(status -> status.ref().service().equals(app.webService()))
                .toList();
        return new StageLiveness(
                containers, started, () -> webs.stream().anyMatch(web -> listening.onPort(web.pid(), app.webPort())));
    }

    @Override
    public boolean listens() {
        return listens.getAsBoolean();
    }

    @Override
    public Optional<String> whyDead() {
        if (started.stream().allMatch(StageLiveness::processLives)) {
            return Optional.empty();
        }
        List<ContainerRef> refs = started.stream().map(ContainerStatus::ref).toList();
        return whyNotAsStarted(started, containers.inspect(refs));
    }

    /** Why one of these is not running as it was, in words; empty when all are. */
    static Optional<String> whyNotAsStarted(List<ContainerStatus> before, List<ContainerStatus> now) {
        for (ContainerStatus was : before) {
            Optional<ContainerStatus> is = now.stream()
                    .filter(status -> status.ref().id().equals(was.ref().id()))
                    .findFirst();
            Optional<String> why =
                    is.isEmpty() ? Optional.of(was.ref().service() + " was removed") : why(was, is.get());
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> why(ContainerStatus was, ContainerStatus is) {
        String service = is.ref().service();
        if (is.outOfMemory()) {
            return Optional.of(service + " was killed for want of memory");
        }
        if (is.restarts() > was.restarts()) {
            return Optional.of(
                    service + " ended and was started again " + is.restarts() + " times, exit code " + is.exitCode());
        }
        return switch (is.state()) {
            case RUNNING -> Optional.empty();
            case RESTARTING ->
                Optional.of(service + " ended with exit code " + is.exitCode() + " and is being restarted");
            case EXITED, DEAD, REMOVING -> Optional.of(service + " exited with code " + is.exitCode());
            case CREATED -> Optional.of(service + " was created but does not run");
            case PAUSED -> Optional.of(service + " is paused");
        };
    }

    private static boolean processLives(ContainerStatus status) {
        return status.pid() > 0
                && ProcessHandle.of(status.pid()).map(ProcessHandle::isAlive).orElse(false);
    }
}
