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
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Tells an app's containers from those of others that carry a project name of its own. */
final class ForeignContainers {
    private final Inspection inspection;
    private final KeptCopies copies;

    ForeignContainers(Inspection inspection, KeptCopies copies) {
        this.inspection = inspection;
        this.copies = copies;
    }

    /** The app's file running under a project that is not one of its colours, as it stood before Kawasemi. */
    List<Stack> unmanaged(ComposeApp app) {
        List<Stack> stacks = new ArrayList<>();
        unmanagedProjects(app)
                .forEach((project, containers) ->
                        stacks.add(new Stack(app.name(), Color.BLUE, project, webPort(app, containers), true)));
        return List.copyOf(stacks);
    }

    /** Reasons why what stands in these projects must not be touched, each a sentence. */
    List<Finding> problems(ComposeApp app) {
        List<Finding> problems = new ArrayList<>();
        unmanagedProjects(app).forEach((project, containers) -> {
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
        for (Color color : Color.values()) {
            mixed(app, app.project(color), inspection.ofProject(app.project(color)))
                    .ifPresent(problems::add);
        }
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

    private Map<String, List<SeenContainer>> unmanagedProjects(ComposeApp app) {
        Set<String> colors = Set.of(app.project(Color.BLUE), app.project(Color.GREEN));
        Map<String, List<SeenContainer>> byProject = inspection.ofAllProjects().stream()
                .filter(container -> !colors.contains(container.project()))
                .collect(Collectors.groupingBy(SeenContainer::project, TreeMap::new, Collectors.toList()));
        Predicate<SeenContainer> up = SeenContainer::up;
        byProject
                .entrySet()
                .removeIf(entry -> entry.getValue().stream()
                        .noneMatch(up.and(container -> belongs(app, entry.getKey(), container))));
        return byProject;
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
