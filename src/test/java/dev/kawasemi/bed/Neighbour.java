package dev.kawasemi.bed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody else's app on the same host: a container and a volume under another Compose project, with services that are called as ours are. Nobody may touch it. */
public final class Neighbour implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String STATE =
            "{{.Id}} {{.State.Status}} {{.State.StartedAt}} {{.RestartCount}} {{json .HostConfig}}";

    private final String project;
    private final String volume;

    private Neighbour(String project) {
        this.project = project;
        this.volume = project + "_redis-data";
    }

    /** Moves in beside this bed. It has no network: nothing of the host's but the engine is needed. */
    static Neighbour of(String bedProject) {
        Neighbour neighbour = new Neighbour(bedProject + "next-blue");
        try {
            neighbour.moveIn();
            return neighbour;
        } catch (IllegalStateException e) {
            neighbour.close();
            throw e;
        }
    }

    private void moveIn() {
        String label = "com.docker.compose.project=" + project;
        docker("volume", "create", "--label", label, volume);
        List<String> labels = List.of("--label", label, "--label", "com.docker.compose.service=beat");
        List<String> run = new ArrayList<>(List.of("run", "-d", "--network", "none", "--name", container()));
        run.addAll(labels);
        run.addAll(List.of("-v", volume + ":/data", ExampleImages.BASE, "sleep", "infinity"));
        docker(run.toArray(String[]::new));
    }

    public String project() {
        return project;
    }

    public String volume() {
        return volume;
    }

    private String container() {
        return project + "-beat-1";
    }

    /** Everything that a touch would change. */
    public String state() {
        return docker("inspect", "--format", STATE, container());
    }

    @Override
    public void close() {
        docker("rm", "-f", container());
        docker("volume", "rm", "-f", volume);
    }

    private static String docker(String... arguments) {
        return BedCommand.docker(LIMIT, List.of(arguments)).strip();
    }
}
