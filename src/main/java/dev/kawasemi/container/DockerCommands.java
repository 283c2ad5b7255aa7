package dev.kawasemi.container;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Docker command line. Nothing is run here. */
final class DockerCommands {
    private DockerCommands() {}

    static List<String> version() {
        return List.of("docker", "version", "--format", "{{.Server.Version}}");
    }

    /** Full ids of a project's containers, running or not, without those of {@code docker compose run}. */
    static List<String> containersOf(String project) {
        return listing("label=com.docker.compose.project=" + project);
    }

    /** Full ids of the containers of all Compose projects. */
    static List<String> containersOfAll() {
        return listing("label=com.docker.compose.project");
    }

    static List<String> inspect(List<String> ids) {
        return with(ids, "docker", "container", "inspect");
    }

    static List<String> imageIds(List<String> images) {
        return with(images, "docker", "image", "inspect", "--format", "{{.Id}}");
    }

    /** Full ids of all images but those that have no name and from which others were made: Docker would not remove these. */
    static List<String> images() {
        return List.of("docker", "image", "ls", "--no-trunc", "--quiet");
    }

    /** One line of JSON for each image; its environment, which may hold secrets, is not asked for. */
    static List<String> imageNames(List<String> ids) {
        String labels = "{{with .Config}}{{json .Labels}}{{else}}null{{end}}";
        String line = "{\"id\":{{json .Id}},\"tags\":{{json .RepoTags}},\"digests\":{{json .RepoDigests}},\"labels\":"
                + labels + "}";
        return with(ids, "docker", "image", "inspect", "--format", line);
    }

    /**
     * By id and without force: Docker itself refuses what a container uses, running or stopped, and what has several names. Without {@code --no-prune} images
     * without a name from which these were made would go as well: one of them may be another release's whose tag has moved.
     */
    static List<String> removeImages(List<String> ids) {
        return with(ids, "docker", "image", "rm", "--no-prune");
    }

    /** Where the engine keeps images and containers. */
    static List<String> dataRoot() {
        return List.of("docker", "info", "--format", "{{.DockerRootDir}}");
    }

    /** Docker stops all of them at once (cli/command/container/stop.go runs up to 50 side by side), so this takes one grace, not their sum. */
    static List<String> stop(List<String> ids, Duration grace) {
        return with(ids, "docker", "stop", "-t", Long.toString(wholeSeconds(grace)));
    }

    static List<String> start(List<String> ids) {
        return with(ids, "docker", "start");
    }

    static List<String> pause(List<String> ids) {
        return with(ids, "docker", "pause");
    }

    static List<String> unpause(List<String> ids) {
        return with(ids, "docker", "unpause");
    }

    static List<String> exec(String id, List<String> program) {
        return with(program, "docker", "exec", id);
    }

    /**
     * A signal to processes of a container, by their numbers there. {@code docker kill} reaches the first one only. The shell is the container's own: its
     * {@code kill} is built in, and images such as Debian's and Python's have no program of that name; all that it is given are a word of ours and numbers.
     */
    static List<String> signal(String id, String signal, List<Integer> pids) {
        String numbers = pids.stream().map(String::valueOf).collect(Collectors.joining(" "));
        return exec(id, List.of("sh", "-c", "kill -s " + signal + " " + numbers));
    }

    /** @param shares 2 to 262144; 0 would be passed over without a word (seen with 20.10) */
    static List<String> weigh(List<String> ids, long shares) {
        return with(ids, "docker", "update", "--cpu-shares", Long.toString(shares));
    }

    static List<String> restartUnlessStopped(List<String> ids) {
        return with(ids, "docker", "update", "--restart", "unless-stopped");
    }

    /**
     * What the engine remembers of their kills, deaths and starts, oldest first; it keeps the last 256 events of all containers, until it is
     * restarted. Both ends are given, else it would go on listening; as instants, because "0s" ago is cut to whole seconds (all seen with 20.10).
     */
    static List<String> lifeEvents(List<String> ids, Instant until) {
        List<String> line = new ArrayList<>(List.of("docker", "events", "--since", "1970-01-01T00:00:00Z"));
        line.addAll(List.of("--until", until.toString(), "--format", "{{json .}}", "--filter", "type=container"));
        Stream.of("kill", "die", "start").forEach(event -> line.addAll(List.of("--filter", "event=" + event)));
        ids.forEach(id -> line.addAll(List.of("--filter", "container=" + id)));
        return List.copyOf(line);
    }

    /** With timestamps, because stdout and stderr arrive apart and are put in order by them. */
    static List<String> logs(String id, int lines) {
        return List.of("docker", "logs", "--timestamps", "--tail", Integer.toString(lines), id);
    }

    private static List<String> listing(String filter) {
        return List.of(
                "docker",
                "ps",
                "--all",
                "--no-trunc",
                "--quiet",
                "--filter",
                filter,
                "--filter",
                "label=com.docker.compose.oneoff=False");
    }

    private static long wholeSeconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }

    private static List<String> with(List<String> last, String... first) {
        return Stream.concat(Stream.of(first), last.stream()).toList();
    }
}
