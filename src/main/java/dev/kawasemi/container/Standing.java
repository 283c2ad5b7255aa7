package dev.kawasemi.container;

import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Stack;
import java.util.List;
import java.util.Map;

/**
 * What stands of an app on this host, as one look saw it.
 *
 * @param containers by project, running or not: of both colours and of the unmanaged stacks; a project without any may be missing
 * @param unmanaged running stacks of the app's compose file under projects that are none of its colours, each seen as BLUE. Its port is 0 when its web
 *     publishes none ({@code problems} says so)
 * @param problems why what stands there must not be touched
 */
public record Standing(Map<String, List<ContainerStatus>> containers, List<Stack> unmanaged, List<Finding> problems) {
    public Standing {
        containers = Map.copyOf(containers);
        unmanaged = List.copyOf(unmanaged);
        problems = List.copyOf(problems);
    }

    /** The containers of one of these stacks. */
    public List<ContainerStatus> of(Stack stack) {
        return containers.getOrDefault(stack.project(), List.of());
    }
}
