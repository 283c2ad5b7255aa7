package dev.kawasemi.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kawasemi.container.ContainerStatus.State;
import dev.kawasemi.deployment.ContainerRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One entry of {@code docker container inspect}.
 *
 * @param configFiles the compose files it was made from, as Compose wrote them into its label
 * @param stopSignal the signal that asks it to end, by name or number; empty: TERM
 */
record SeenContainer(
        ContainerStatus status, String project, List<String> configFiles, String stopSignal, JsonNode hostConfig) {
    private static final Set<State> UP = Set.of(State.RUNNING, State.PAUSED, State.RESTARTING);

    static SeenContainer of(JsonNode container) {
        JsonNode state = container.path("State");
        JsonNode labels = container.path("Config").path("Labels");
        ContainerRef ref = new ContainerRef(
                container.path("Id").asText(),
                labels.path("com.docker.compose.service").asText(""));
        State now = State.valueOf(state.path("Status").asText("dead").toUpperCase(Locale.ROOT));
        ContainerStatus status = new ContainerStatus(
                ref,
                now,
                container.path("Image").asText(),
                UP.contains(now) ? state.path("Pid").asInt() : 0,
                container.path("RestartCount").asInt(),
                now == State.RUNNING ? 0 : state.path("ExitCode").asInt(),
                state.path("OOMKilled").asBoolean());
        return new SeenContainer(
                status,
                labels.path("com.docker.compose.project").asText(""),
                files(labels.path("com.docker.compose.project.config_files").asText("")),
                container.path("Config").path("StopSignal").asText(""),
                container.path("HostConfig"));
    }

    String id() {
        return status.ref().id();
    }

    String service() {
        return status.ref().service();
    }

    /** Whether its process is there: running, frozen, or about to be started again. */
    boolean up() {
        return isUp(status);
    }

    static boolean isUp(ContainerStatus status) {
        return UP.contains(status.state());
    }

    /** 0 is the engine's default. */
    long cpuShares() {
        return hostConfig.path("CpuShares").asLong(0);
    }

    /** {@code no}, {@code on-failure}, {@code unless-stopped} or {@code always}. */
    String restartPolicy() {
        return hostConfig.path("RestartPolicy").path("Name").asText("");
    }

    static List<ContainerStatus> statuses(List<SeenContainer> seen) {
        return seen.stream().map(SeenContainer::status).toList();
    }

    boolean madeFrom(Path composeFile) {
        return configFiles.stream().anyMatch(file -> same(Path.of(file), composeFile.toAbsolutePath()));
    }

    /** Where this port of the container is published on the host. */
    OptionalInt hostPort(int containerPort) {
        return ComposeConfig.each(hostConfig.path("PortBindings").path(containerPort + "/tcp"))
                .mapToInt(binding -> binding.path("HostPort").asInt(0))
                .filter(port -> port > 0)
                .findFirst();
    }

    private static List<String> files(String label) {
        return Arrays.stream(label.split(",", -1))
                .filter(file -> !file.isBlank())
                .toList();
    }

    private static boolean same(Path one, Path other) {
        if (one.normalize().equals(other.normalize())) {
            return true;
        }
        try {
            return Files.exists(one) && Files.isSameFile(one, other);
        } catch (IOException e) {
            // The other one is gone: they are not the same file.
            return false;
        }
    }
}
