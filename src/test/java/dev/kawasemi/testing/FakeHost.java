package dev.kawasemi.testing;

import dev.kawasemi.container.ContainerEngine.Held;
import dev.kawasemi.container.ContainerException;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.container.ContainerStatus.State;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The containers on the host of a {@link FakeContainerEngine}. Safe for many threads. */
public final class FakeHost {
    private final List<FakeContainer> containers = new ArrayList<>();
    private int made;

    /** All containers of a project, running or not. */
    public synchronized List<ContainerStatus> containers(String project) {
        return of(project).map(FakeContainer::status).toList();
    }

    /** The services of a project with a running container (not paused). */
    public synchronized SortedSet<String> running(String project) {
        return of(project)
                .filter(container -> container.state == State.RUNNING)
                .map(container -> container.ref.service())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The id of a service's first container. */
    public synchronized ContainerRef ref(String project, String service) {
        return container(project, service).ref;
    }

    /** The service's process ends by itself. */
    public synchronized void exit(String project, String service, int code) {
        container(project, service).end(code);
    }

    /** The kernel kills it for want of memory. */
    public synchronized void outOfMemory(String project, String service) {
        FakeContainer container = container(project, service);
        container.end(137);
        container.outOfMemory = true;
    }

    /** Its restart policy started it again. */
    public synchronized void restart(String project, String service) {
        container(project, service).restarts++;
    }

    public synchronized void state(String project, String service, State state) {
        container(project, service).state = state;
    }

    /** Somebody removes it behind our back. */
    public synchronized void vanish(String project, String service) {
        containers.remove(container(project, service));
    }

    /** The container of a service exists and runs this image: a new one, unless there is one of that image already. */
    public synchronized void up(String project, String service, String imageId) {
        Optional<FakeContainer> there = of(project)
                .filter(container -> container.ref.service().equals(service))
                .findFirst();
        if (there.filter(container -> container.state == State.PAUSED).isPresent()) {
            throw new ContainerException("cannot start " + service + " of " + project + ": it is paused");
        }
        FakeContainer container = there.filter(same -> same.imageId.equals(imageId))
                .orElseGet(() -> {
                    there.ifPresent(containers::remove);
                    return make(project, service, imageId);
                });
        container.start();
    }

    /** Whether a container was made from this image, running or not. */
    synchronized boolean uses(String imageId) {
        return containers.stream().anyMatch(container -> container.imageId.equals(imageId));
    }

    synchronized List<ContainerStatus> inspect(List<ContainerRef> refs) {
        return refs.stream()
                .flatMap(ref -> find(ref).stream())
                .map(FakeContainer::status)
                .toList();
    }

    synchronized void end(ContainerRef ref, int code) {
        find(ref).ifPresent(container -> container.end(code));
    }

    synchronized void pause(ContainerRef ref) {
        find(ref)
                .filter(container -> container.state == State.RUNNING)
                .ifPresent(container -> container.state = State.PAUSED);
    }

    synchronized Held hold(List<ContainerRef> refs, int awake) {
        List<FakeContainer> running = refs.stream()
                .flatMap(ref -> find(ref).stream())
                .filter(container -> container.state == State.RUNNING)
                .toList();
        running.forEach(container -> container.held = Math.max(0, container.pool - awake));
        return new Held(
                running.stream().mapToInt(container -> container.held).sum(),
                running.stream().mapToInt(container -> container.pool).sum());
    }

    /** Processes of a service's container that are held. */
    public synchronized int held(String project, String service) {
        return container(project, service).held;
    }

    synchronized boolean start(ContainerRef ref) {
        Optional<FakeContainer> container = find(ref);
        container.ifPresent(FakeContainer::start);
        return container.isPresent();
    }

    synchronized void remove(String project) {
        containers.removeIf(container -> container.project.equals(project));
    }

    synchronized String named(List<ContainerRef> refs) {
        return refs.stream()
                .collect(Collectors.groupingBy(
                        ref -> find(ref).map(container -> container.project).orElse("gone"),
                        java.util.TreeMap::new,
                        Collectors.mapping(ContainerRef::service, Collectors.joining(","))))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    synchronized List<Weight> weights(List<ContainerRef> refs) {
        return refs.stream()
                .flatMap(ref -> find(ref).stream())
                .map(container -> new Weight(container.ref, container.cpuShares))
                .toList();
    }

    synchronized void weigh(Weight weight) {
        find(weight.container())
                .ifPresent(container -> container.cpuShares = weight.cpuShares() == 1024 ? 0 : weight.cpuShares());
    }

    synchronized void neverAlways(List<ContainerRef> refs) {
        refs.forEach(ref -> find(ref).ifPresent(container -> container.revivedByReboot = false));
    }

    /** The CPU weight of a service's container; 0 is the engine's default. */
    public synchronized long cpuShares(String project, String service) {
        return container(project, service).cpuShares;
    }

    /** A service's containers come back at a {@link #reboot} though they were stopped, as with the restart policy {@code always}. */
    public synchronized void always(String project, String service) {
        container(project, service).revivedByReboot = true;
    }

    /** Whether a {@link #reboot} starts it though it was stopped. */
    public synchronized boolean revivedByReboot(String project, String service) {
        return container(project, service).revivedByReboot;
    }

    /** A power cut: what ran runs again, and so does what was stopped under the restart policy {@code always}. */
    public synchronized void reboot() {
        for (FakeContainer container : containers) {
            boolean ran = container.up();
            container.end(255);
            if (ran || container.revivedByReboot) {
                container.start();
            }
        }
    }

    private FakeContainer make(String project, String service, String imageId) {
        String id = String.format(Locale.ROOT, "%064x", ++made);
        FakeContainer container = new FakeContainer(project, new ContainerRef(id, service), imageId);
        containers.add(container);
        return container;
    }

    private Optional<FakeContainer> find(ContainerRef ref) {
        return containers.stream()
                .filter(container -> container.ref.id().equals(ref.id()))
                .findFirst();
    }

    private FakeContainer container(String project, String service) {
        return of(project)
                .filter(container -> container.ref.service().equals(service))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no container of " + service + " in " + project));
    }

    private Stream<FakeContainer> of(String project) {
        return containers.stream().filter(container -> container.project.equals(project));
    }
}
