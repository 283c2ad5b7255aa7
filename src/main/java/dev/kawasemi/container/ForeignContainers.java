package dev.kawasemi.container;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells an app's containers from those of others that carry a project name of its own. */
final class ForeignContainers {
    private final KeptCopies copies;

    ForeignContainers(KeptCopies copies) {
        this.copies = copies;
    }

    /**
     * What stands of the app, with its file running under a project that is not one of its colours, as it stood before Kawasemi.
     *
     * @param all the containers of every Compose project on this host
     */
    Standing standing(ComposeApp app, List<SeenContainer> all) {
        Map<String, List<SeenContainer>> byProject =
                all.stream().collect(Collectors.groupingBy(SeenContainer::project, TreeMap::new, Collectors.toList()));
        Set<String> colors = Set.of(app.project(Color.BLUE), app.project(Color.GREEN));
        Map<String, List<SeenContainer>> own = new TreeMap<>(byProject);
        own.keySet().retainAll(colors);
        Map<String, List<SeenContainer>> unmanaged = new TreeMap<>(byProject);
        unmanaged.keySet().removeAll(colors);
        unmanaged.entrySet().removeIf(entry -> !runs(app, entry.getKey(), entry.getValue()));
        List<Stack> stacks = unmanaged.entrySet().stream()
                .map(entry -> new Stack(app.name(), Color.BLUE, entry.getKey(), webPort(app, entry.getValue()), true))
                .toList();
        Map<String, List<ContainerStatus>> containers = Stream.of(own, unmanaged)
                .flatMap(projects -> projects.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> SeenContainer.statuses(entry.getValue())));
        return new Standing(containers, stacks, problems(app, unmanaged, own));
    }

    /** Reasons why what stands in these projects must not be touched, each a sentence. */
    private List<Finding> problems(
            ComposeApp app, Map<String, List<SeenContainer>> unmanaged, Map<String, List<SeenContainer>> own) {
        List<Finding> problems = new ArrayList<>();
        unmanaged.forEach((project, containers) -> {
            mixed(app, project, containers).ifPresent(problems::add);
            if (webPort(app, containers) == 0) {
                problems.add(Finding.problem(
                        "The stack " + project + " runs this app, but its service " + app.webService()
                                + " publishes no host port for " + app.webPort()
                                + ", so traffic cannot be sent to it: it cannot be adopted",
                        "Publish that port and start the stack anew, or stop it: docker compose -p " + project
                                + " stop"));
            }
        });
        own.forEach((project, containers) -> mixed(app, project, containers).ifPresent(problems::add));
        return problems;
    }

    /** Throws {@link ContainerException} when containers of others would be removed with a project's. */
    void keepMixed(ComposeApp app, String project, List<SeenContainer> containers) {
        mixed(app, project, containers).ifPresent(problem -> {
            throw new ContainerException("Tried to remove " + project + " but left it alone. " + problem.words());
        });
    }

    /** Present when containers of others are among a project's. */
    private Optional<Finding> mixed(ComposeApp app, String project, List<SeenContainer> containers) {
        Set<String> others = containers.stream()
                .filter(container -> !belongs(app, project, container))
                .map(SeenContainer::service)
                .collect(Collectors.toCollection(TreeSet::new));
        if (others.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Finding.problem(
                "The project " + project + " holds containers that are not of " + app.name() + " ("
                        + String.join(", ", others) + "), and removing the project would remove them",
                "Give them a project of their own"));
    }

    private boolean runs(ComposeApp app, String project, List<SeenContainer> containers) {
        return containers.stream().anyMatch(container -> container.up() && belongs(app, project, container));
    }

    private boolean belongs(ComposeApp app, String project, SeenContainer container) {
        boolean ofItsName = project.equals(app.project())
                && PreflightRules.stagedServices(app).contains(container.service());
        return ofItsName || container.madeFrom(app.composeFile()) || copies.made(app, container);
    }

    private static int webPort(ComposeApp app, List<SeenContainer> containers) {
        return containers.stream()
                .filter(container -> container.service().equals(app.webService()))
                .flatMapToInt(container -> container.hostPort(app.webPort()).stream())
                .findFirst()
                .orElse(0);
    }
}
