package dev.kawasemi.testing;

import dev.kawasemi.container.CancelledException;
import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerEngine;
import dev.kawasemi.container.ContainerException;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.container.Standing;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.deployment.Weight;
import dev.kawasemi.process.Cancellation;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** A host's containers in memory, by the real engine's rules. What happened to it is in {@link #calls}; what shall happen is said to {@link #script}. */
public final class FakeContainerEngine implements ContainerEngine {
    private final FakeHost host = new FakeHost();
    private final EngineScript script = new EngineScript();
    private final FakeImages images = new FakeImages();
    private final Map<String, Release> kept = new HashMap<>();
    private final Set<String> everKept = new HashSet<>();

    /** What the fake shall do next. */
    public EngineScript script() {
        return script;
    }

    /** The containers themselves, for a test to look at and to break. */
    public FakeHost host() {
        return host;
    }

    /** The images, likewise. */
    public FakeImages images() {
        return images;
    }

    /** The acts in order, such as {@code up shop-green redis,web}; looking is not listed. */
    public List<String> calls() {
        return script.calls();
    }

    @Override
    public List<Finding> check() {
        script.before("check");
        return script.checkProblems();
    }

    @Override
    public List<Finding> fileProblems(ComposeApp app, Version version) {
        script.before("fileProblems");
        return script.preflightProblems();
    }

    @Override
    public List<String> edits(ComposeApp app, Color color, Version version) {
        return List.of(app.webService() + ": port " + app.webPort() + " is published on 127.0.0.1:" + app.port(color));
    }

    @Override
    public Stack stack(ComposeApp app, Color color) {
        return new Stack(app.name(), color, app.project(color), app.port(color), false);
    }

    @Override
    public Standing standing(ComposeApp app) {
        script.before("standing");
        List<Stack> unmanaged = script.unmanagedOf(app);
        Map<String, List<ContainerStatus>> containers = new HashMap<>();
        Stream.concat(unmanaged.stream(), Stream.of(Color.values()).map(color -> stack(app, color)))
                .forEach(stack -> containers.put(stack.project(), containers(stack)));
        return new Standing(containers, unmanaged, List.of());
    }

    @Override
    public Release prepare(ComposeApp app, Color color, Version version, Cancellation cancellation)
            throws InterruptedException {
        script.record("prepare", app.project(color) + " " + version);
        script.waitWhilePrepareIsHeld(cancellation);
        if (cancellation.requested()) {
            throw new CancelledException("Preparing " + version + " was cancelled");
        }
        Release release = new Release(version, script.imagesOf(services(app), version));
        images.got(app, release);
        return release;
    }

    @Override
    public synchronized void keep(ComposeApp app, Color color, Release release) {
        script.record("keep", app.project(color) + " " + release.version());
        kept.put(app.project(color), release);
        everKept.add(app.project(color) + release);
    }

    @Override
    public synchronized boolean keepAgain(ComposeApp app, Color color, Release release) {
        script.record("keepAgain", app.project(color) + " " + release.version());
        boolean there = everKept.contains(app.project(color) + release);
        if (there) {
            kept.put(app.project(color), release);
        }
        return there;
    }

    @Override
    public synchronized void up(ComposeApp app, Color color, List<String> services) {
        script.record("up", app.project(color) + " " + String.join(",", services));
        Release release = kept(app.project(color));
        services.forEach(service -> images.expect(imageOf(release, service)));
        for (String service : services) {
            host.up(app.project(color), service, imageOf(release, service));
        }
    }

    @Override
    public List<ContainerStatus> containers(Stack stack) {
        script.before("containers");
        return host.containers(stack.project());
    }

    @Override
    public List<ContainerStatus> inspect(List<ContainerRef> containers) {
        script.before("inspect");
        return host.inspect(containers);
    }

    @Override
    public List<ContainerStatus> stop(List<ContainerRef> containers, Duration grace) {
        script.record("stop", host.named(containers));
        containers.forEach(ref -> host.end(ref, script.exitCodeOnStop(ref.service())));
        return host.inspect(containers);
    }

    @Override
    public void pause(List<ContainerRef> containers) {
        script.record("pause", host.named(containers));
        containers.forEach(host::pause);
    }

    @Override
    public Held hold(List<ContainerRef> containers, int awake) {
        script.record("hold", host.named(containers) + " " + awake);
        return host.hold(containers, awake);
    }

    @Override
    public synchronized void restore(ComposeApp app, Stack stack, List<ContainerRef> containers) {
        script.record("restore", host.named(containers));
        List<ContainerRef> gone =
                containers.stream().filter(ref -> !host.start(ref)).toList();
        gone.forEach(ref -> makeAnew(stack, ref));
    }

    @Override
    public void remove(ComposeApp app, Stack stack) {
        script.record("remove", stack.project());
        host.remove(stack.project());
    }

    @Override
    public synchronized Removed removeReleases(ComposeApp app, List<Release> old, Set<String> needed) {
        script.before("removeReleases");
        old.forEach(release -> List.of(Color.values()).forEach(color -> everKept.remove(app.project(color) + release)));
        Removed removed = images.remove(app, old, needed, host::uses);
        if (!removed.images().isEmpty()) {
            script.record("removedImages", app.name() + " " + removed.images().size());
        }
        return removed;
    }

    @Override
    public List<String> logs(ContainerRef container, int lines) {
        script.before("logs");
        return script.logsOf(container.service(), lines);
    }

    @Override
    public OptionalLong queueDepth(ComposeApp app, Stack stack) {
        script.before("queueDepth");
        return app.queue()
                .filter(queue -> host.running(stack.project()).contains(queue.service()))
                .map(queue -> OptionalLong.of(script.depthOf(stack.project())))
                .orElse(OptionalLong.empty());
    }

    @Override
    public List<String> runningTasks(ComposeApp app, Stack stack) {
        script.before("runningTasks");
        return app.queue()
                .filter(queue -> !queue.runningCommand().isEmpty()
                        && host.running(stack.project()).contains(queue.service()))
                .map(queue -> script.runningTasksOf(stack.project()))
                .orElse(List.of());
    }

    @Override
    public List<Weight> weights(List<ContainerRef> containers) {
        script.before("weights");
        return host.weights(containers);
    }

    @Override
    public void weigh(List<Weight> weights) {
        for (Weight weight : weights) {
            script.record("weigh", host.named(List.of(weight.container())) + " " + weight.cpuShares());
            host.weigh(weight);
        }
    }

    @Override
    public List<Weight> ownWeights(ComposeApp app, Stack stack) {
        script.before("ownWeights");
        boolean copied = !stack.adopted() && kept.containsKey(stack.project());
        return copied
                ? host.containers(stack.project()).stream()
                        .map(status -> new Weight(status.ref(), 0))
                        .toList()
                : List.of();
    }

    @Override
    public long programs() {
        return script.asked();
    }

    @Override
    public void stayStopped(List<ContainerRef> containers) {
        script.record("stayStopped", host.named(containers));
        host.neverAlways(containers);
    }

    @Override
    public List<String> masked(ComposeApp app, Color color, List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("(password=)\\S+", "$1***"))
                .toList();
    }

    @Override
    public List<String> endLeftovers(Duration patience) {
        script.before("endLeftovers");
        return List.of();
    }

    private void makeAnew(Stack stack, ContainerRef ref) {
        if (stack.adopted()) {
            throw new ContainerException(
                    "Container " + ref.id() + " of " + stack.project() + " is gone and cannot be made anew");
        }
        host.up(stack.project(), ref.service(), imageOf(kept(stack.project()), ref.service()));
    }

    private Release kept(String project) {
        Release release = kept.get(project);
        if (release == null) {
            throw new ContainerException("There is no kept copy of " + project);
        }
        return release;
    }

    private static String imageOf(Release release, String service) {
        String image = release.imageIds().get(service);
        if (image == null) {
            throw new ContainerException("no such service: " + service);
        }
        return image;
    }

    private static List<String> services(ComposeApp app) {
        return Stream.of(
                        app.stages().web(), app.stages().workers(), app.stages().schedulers())
                .flatMap(List::stream)
                .toList();
    }
}
