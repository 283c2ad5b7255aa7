package dev.kawasemi.container;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.deployment.Weight;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.Mark;
import dev.kawasemi.process.MarkedProcesses;
import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/** Docker by its command line. Each public method reads as the act; how a line looks is in the commands, what an answer means in the readers. */
final class ComposeEngine implements ContainerEngine {
    /** Creating a network and some containers takes seconds on a Pi; the rest is for a slow SD card. */
    private static final Duration UP = Duration.ofMinutes(3);
    /** What {@code down} may need beyond the containers' own grace. */
    private static final Duration DOWN = Duration.ofMinutes(5);
    /** After the grace the engine kills; then the client has to hear of it. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(15);

    private final CountedRunner counted;
    private final EngineCheck check;
    private final Docker docker;
    private final Inspection inspection;
    private final ConfigReader reader;
    private final KeptCopies copies;
    private final ForeignContainers foreign;
    private final StopsUnderWay stops;
    private final OldImages oldImages;
    private final TaskQueue queues;
    private final Updates updates;
    private final Pools pools;
    private final Stillness stillness;
    private final Supplier<DockerLeftovers> leftovers;

    /** @param proc where the kernel shows its processes, {@code /proc} */
    ComposeEngine(CommandRunner runner, TimeSource time, Path stateDir, Path proc) {
        Mark mark =
                new Mark("KAWASEMI_STATE", stateDir.toAbsolutePath().normalize().toString());
        counted = new CountedRunner(mark.on(runner));
        check = new EngineCheck(counted);
        docker = new Docker(counted);
        leftovers = () -> new DockerLeftovers(time, new MarkedProcesses(proc, mark));
        inspection = new Inspection(docker);
        reader = new ConfigReader(docker);
        copies = new KeptCopies(stateDir);
        foreign = new ForeignContainers(copies);
        stops = new StopsUnderWay(time, inspection, new StopsOfOthers(time, docker));
        oldImages = new OldImages(docker, reader, root -> root.toFile().getUsableSpace());
        queues = new TaskQueue(docker, inspection);
        updates = new Updates(docker, inspection);
        pools = new Pools(docker, proc);
        stillness = new Stillness(docker, inspection, pools);
    }

    @Override
    public List<Finding> check() {
        return check.problems();
    }

    @Override
    public List<Finding> fileProblems(ComposeApp app, Version version) {
        return List.copyOf(new PreflightReading(reader).problems(app, version));
    }

    @Override
    public List<String> edits(ComposeApp app, Color color, Version version) {
        return ComposeEdits.apply(app, color, reader.read(app, color, version), Map.of());
    }

    @Override
    public Stack stack(ComposeApp app, Color color) {
        return new Stack(app.name(), color, app.project(color), app.port(color), false);
    }

    @Override
    public Standing standing(ComposeApp app) {
        return foreign.standing(app, inspection.ofAllProjects());
    }

    @Override
    public Release prepare(ComposeApp app, Color color, Version version, Cancellation cancellation)
            throws InterruptedException {
        return new Preparation(docker, reader).prepare(app, color, version, cancellation);
    }

    @Override
    public void keep(ComposeApp app, Color color, Release release) {
        ComposeConfig config = reader.read(app, color, release.version());
        List<String> unknown = PreflightRules.stagedServices(app).stream()
                .filter(service -> !release.imageIds().containsKey(service))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ContainerException("Tried to keep " + app.project(color) + " but the release has no image for "
                    + String.join(", ", unknown) + "; was " + app.composeFile() + " edited in between?");
        }
        ComposeEdits.apply(app, color, config, release.imageIds());
        copies.write(app, color, release, config.root());
    }

    @Override
    public boolean keepAgain(ComposeApp app, Color color, Release release) {
        return copies.putBack(app, color, release);
    }

    @Override
    public void up(ComposeApp app, Color color, List<String> services) {
        KeptCopy kept = copies.find(app, color)
                .orElseThrow(() -> new ContainerException("There is no kept copy of " + app.project(color)
                        + ": it was never deployed from this state folder"));
        awaitStops(app, color, services);
        docker.must(
                "start " + String.join(", ", services) + " of " + app.project(color),
                Docker.command(UP, ComposeCommands.up(kept, services)),
                Redaction.ofContent(kept.content()));
    }

    @Override
    public List<ContainerStatus> containers(Stack stack) {
        return SeenContainer.statuses(inspection.ofProject(stack.project()));
    }

    @Override
    public List<ContainerStatus> inspect(List<ContainerRef> containers) {
        return SeenContainer.statuses(inspection.inspect(ids(containers)));
    }

    @Override
    public List<ContainerStatus> stop(List<ContainerRef> containers, Duration grace) {
        List<String> ids = ids(containers);
        if (ids.isEmpty()) {
            return List.of();
        }
        Duration atMost = grace.plus(STOP_MARGIN);
        stillness.wake(ids);
        stops.begun(ids, atMost);
        Command command = Docker.command(atMost, DockerCommands.stop(ids, grace));
        CommandResult result = docker.run(command);
        // A failed client says nothing of the containers: one that is gone makes it fail, and a stop goes on without
        // it.
        Duration rest = result.ok() || result.timedOut() ? STOP_MARGIN : Duration.ZERO;
        List<SeenContainer> seen = stops.awaitDown(ids, rest);
        StopsUnderWay.expectDown(
                seen,
                result.ok() ? "the engine said they were down" : Docker.failure(result, command, Redaction.none()));
        stops.over(ids);
        return SeenContainer.statuses(seen);
    }

    @Override
    public void pause(List<ContainerRef> containers) {
        stillness.pause(ids(containers));
    }

    @Override
    public Held hold(List<ContainerRef> containers, int awake) {
        return stillness.hold(ids(containers), awake);
    }

    @Override
    public void restore(ComposeApp app, Stack stack, List<ContainerRef> containers) {
        if (containers.isEmpty()) {
            return;
        }
        List<SeenContainer> seen = stops.settled(ids(containers), stopLimit(app));
        new Restoration(docker, inspection, pools).restore(stack, containers, seen, kept(app, stack));
    }

    @Override
    public void remove(ComposeApp app, Stack stack) {
        List<SeenContainer> there = inspection.ofProject(stack.project());
        foreign.keepMixed(app, stack.project(), there);
        Duration limit = app.stopGrace().plus(DOWN);
        Command down = kept(app, stack)
                .map(copy -> Docker.command(limit, ComposeCommands.down(copy)))
                .orElseGet(() -> Docker.inFolder(
                        limit, ComposeCommands.downByLabels(stack.project()), ComposeCommands.emptyFolder()));
        docker.must("remove " + stack.project(), down, Redaction.none());
        stops.over(there.stream().map(SeenContainer::id).toList());
    }

    @Override
    public Removed removeReleases(ComposeApp app, List<Release> old, Set<String> needed) {
        copies.forget(app, old);
        return oldImages.remove(app, old, needed);
    }

    @Override
    public List<String> logs(ContainerRef container, int lines) {
        return LogLines.read(docker, container, lines);
    }

    @Override
    public List<String> masked(ComposeApp app, Color color, List<String> lines) {
        LogMask mask = copies.find(app, color)
                .map(copy -> LogMask.ofContent(copy.content()))
                .orElseGet(LogMask::ofNothing);
        return lines.stream().map(mask::mask).toList();
    }

    @Override
    public OptionalLong queueDepth(ComposeApp app, Stack stack) {
        return app.queue().map(queue -> queues.depth(queue, stack)).orElse(OptionalLong.empty());
    }

    @Override
    public List<String> runningTasks(ComposeApp app, Stack stack) {
        return app.queue().map(queue -> queues.running(queue, stack)).orElse(List.of());
    }

    @Override
    public List<Weight> weights(List<ContainerRef> containers) {
        return updates.weights(containers);
    }

    @Override
    public void weigh(List<Weight> weights) {
        updates.weigh(weights);
    }

    @Override
    public List<Weight> ownWeights(ComposeApp app, Stack stack) {
        return kept(app, stack)
                .map(copy -> copy.weights(inspection.ofProject(stack.project())))
                .orElse(List.of());
    }

    @Override
    public long programs() {
        return counted.count();
    }

    @Override
    public void stayStopped(List<ContainerRef> containers) {
        updates.stayStopped(containers);
    }

    @Override
    public List<String> endLeftovers(Duration patience) {
        return leftovers.get().end(patience);
    }

    /** To {@code up} a container that is being stopped is "Running": it would be left alone and then go down. */
    private void awaitStops(ComposeApp app, Color color, List<String> services) {
        List<String> up = inspection.ofProject(app.project(color)).stream()
                .filter(container -> container.up() && services.contains(container.service()))
                .map(SeenContainer::id)
                .toList();
        if (!up.isEmpty()) {
            stops.settled(up, stopLimit(app));
        }
    }

    private Optional<KeptCopy> kept(ComposeApp app, Stack stack) {
        return stack.adopted() ? Optional.empty() : copies.find(app, stack.color());
    }

    private static Duration stopLimit(ComposeApp app) {
        return app.stopGrace().plus(STOP_MARGIN);
    }

    private static List<String> ids(List<ContainerRef> containers) {
        return containers.stream().map(ContainerRef::id).toList();
    }
}
