package dev.kawasemi.container;

import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Weight;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be changed at a container that was made: its CPU weight and its restart policy. */
final class Updates {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * The engine's default is 0 and cannot be given back: {@code docker update --cpu-shares 0} is passed over without a word, 1 is refused (seen with
     * 20.10). With cgroup version 1 the kernel takes 0 for 1024. With version 2 a container that was left alone weighs 100, and 1024 is made 39 by runc
     * before 1.3.2, 100 by later ones (opencontainers/runc#4772). No figure is right for all; 39 leaves more to those that serve.
     */
    private static final long DEFAULT_SHARES = 1024;

    private final Docker docker;
    private final Inspection inspection;

    Updates(Docker docker, Inspection inspection) {
        this.docker = docker;
        this.inspection = inspection;
    }

    List<Weight> weights(List<ContainerRef> containers) {
        Map<String, Long> shares = shares(containers);
        return containers.stream()
                .filter(ref -> shares.containsKey(ref.id()))
                .map(ref -> new Weight(ref, shares.getOrDefault(ref.id(), 0L)))
                .toList();
    }

    void weigh(List<Weight> weights) {
        Map<String, Long> now = shares(weights.stream().map(Weight::container).toList());
        Map<Long, List<String>> changed = weights.stream()
                .filter(weight -> now.containsKey(weight.container().id()))
                .filter(weight -> now.getOrDefault(weight.container().id(), 0L) != orDefault(weight.cpuShares()))
                .collect(Collectors.groupingBy(
                        weight -> weight.cpuShares() == 0 ? DEFAULT_SHARES : weight.cpuShares(),
                        TreeMap::new,
                        Collectors.mapping(weight -> weight.container().id(), Collectors.toList())));
        changed.forEach((shares, ids) ->
                update("change the CPU weight of containers", ids, each -> DockerCommands.weigh(each, shares)));
    }

    private Map<String, Long> shares(List<ContainerRef> containers) {
        return seen(containers).stream()
                .collect(Collectors.toMap(SeenContainer::id, seen -> orDefault(seen.cpuShares()), (a, b) -> a));
    }

    /** What stands for the default is told as the default. */
    private static long orDefault(long shares) {
        return shares == DEFAULT_SHARES ? 0 : shares;
    }

    void stayStopped(List<ContainerRef> containers) {
        List<String> revived = seen(containers).stream()
                .filter(container -> container.restartPolicy().equals("always"))
                .map(SeenContainer::id)
                .toList();
        if (!revived.isEmpty()) {
            update("change the restart policy of containers", revived, DockerCommands::restartUnlessStopped);
        }
    }

    private List<SeenContainer> seen(List<ContainerRef> containers) {
        return inspection.inspect(containers.stream().map(ContainerRef::id).toList());
    }

    /** Docker updates those that it finds, and says of each other one that it is gone. */
    private void update(String tried, List<String> ids, Function<List<String>, List<String>> line) {
        Command command = Docker.command(LIMIT, line.apply(ids));
        CommandResult result = docker.run(command);
        if (!result.ok()
                && (result.stderr().isBlank() || !result.stderr().lines().allMatch(Updates::saysGone))) {
            Docker.succeeded(tried, result, command, Redaction.none());
        }
    }

    private static boolean saysGone(String line) {
        String words = line.toLowerCase(Locale.ROOT);
        return words.isBlank() || words.contains("no such container") || words.contains("marked for removal");
    }
}
