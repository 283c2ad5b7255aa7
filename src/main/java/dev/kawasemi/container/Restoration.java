package dev.kawasemi.container;

import dev.kawasemi.container.ContainerStatus.State;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Brings the very containers back that ran before: by their ids, because {@code up} fails on a paused container and makes a removed one anew from
 * whatever its tag means by now. All that can be done is done before anything is reported.
 */
final class Restoration {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Docker docker;
    private final Inspection inspection;
    private final Pools pools;
    private final List<String> failures = new ArrayList<>();

    Restoration(Docker docker, Inspection inspection, Pools pools) {
        this.docker = docker;
        this.inspection = inspection;
        this.pools = pools;
    }

    /**
     * @param seen those of the containers that are there, none of them being stopped
     * @param kept the copy to make a container anew from that is gone; empty for an adopted stack
     */
    void restore(Stack stack, List<ContainerRef> containers, List<SeenContainer> seen, Optional<KeptCopy> kept) {
        List<String> ids = containers.stream().map(ContainerRef::id).toList();
        act(DockerCommands::unpause, chosen(seen, State.PAUSED::equals));
        letGo(seen.stream().filter(SeenContainer::up).toList());
        act(DockerCommands::start, chosen(seen, Restoration::isDown));
        List<String> missing = servicesGone(containers, seen);
        if (!missing.isEmpty()) {
            makeAnew(stack, missing, kept);
        }
        expectRunning(stack, ids, missing);
        if (!failures.isEmpty()) {
            throw new ContainerException(
                    "Tried to bring back containers of " + stack.project() + " but " + String.join("; ", failures));
        }
    }

    private void letGo(List<SeenContainer> up) {
        try {
            pools.letGo(up);
        } catch (ContainerException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
    }

    private void act(Function<List<String>, List<String>> line, List<String> ids) {
        if (!ids.isEmpty()) {
            attempt(Docker.command(LIMIT, line.apply(ids)), Redaction.none());
        }
    }

    private void makeAnew(Stack stack, List<String> services, Optional<KeptCopy> kept) {
        if (kept.isEmpty()) {
            failures.add("the container of " + String.join(", ", services) + " is gone, and there is no kept copy of "
                    + stack.project() + " to make it anew from" + (stack.adopted() ? " (it was adopted)" : ""));
            return;
        }
        attempt(
                Docker.command(LIMIT, ComposeCommands.upAgain(kept.get(), services)),
                Redaction.ofContent(kept.get().content()));
    }

    private void attempt(Command command, Redaction redaction) {
        CommandResult result = docker.run(command);
        if (!result.ok()) {
            failures.add(Docker.failure(result, command, redaction));
        }
    }

    private void expectRunning(Stack stack, List<String> ids, List<String> madeAnew) {
        List<SeenContainer> now = new ArrayList<>(inspection.inspect(ids));
        if (!madeAnew.isEmpty()) {
            inspection.ofProject(stack.project()).stream()
                    .filter(container -> madeAnew.contains(container.service()) && !ids.contains(container.id()))
                    .forEach(now::add);
        }
        now.stream()
                .filter(container -> !container.up() || container.status().state() == State.PAUSED)
                .forEach(container -> failures.add(container.service() + " is "
                        + container.status().state().name().toLowerCase(Locale.ROOT) + " with exit code "
                        + container.status().exitCode()));
    }

    private static List<String> chosen(List<SeenContainer> seen, Predicate<State> states) {
        return seen.stream()
                .filter(container -> states.test(container.status().state()))
                .map(SeenContainer::id)
                .toList();
    }

    private static boolean isDown(State state) {
        return state == State.EXITED || state == State.CREATED || state == State.DEAD;
    }

    private static List<String> servicesGone(List<ContainerRef> wanted, List<SeenContainer> seen) {
        Set<String> there = seen.stream()
                .filter(container -> container.status().state() != State.REMOVING)
                .map(SeenContainer::id)
                .collect(Collectors.toSet());
        return wanted.stream()
                .filter(ref -> !there.contains(ref.id()))
                .map(ContainerRef::service)
                .distinct()
                .toList();
    }
}
