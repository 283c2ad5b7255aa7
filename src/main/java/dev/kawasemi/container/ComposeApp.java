package dev.kawasemi.container;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an app's compose file is used.
 *
 * @param composeFile the user's own file; never written
 * @param project projects become PROJECT-blue and PROJECT-green
 * @param versionVariable handed to Compose with the version; empty: one moving tag
 * @param webService the service that gets the traffic
 * @param webPort its port inside the container, 1 to 65535
 * @param bluePort where BLUE's web is published on 127.0.0.1, 1 to 65535; {@code greenPort} likewise
 */
public record ComposeApp(
        AppName name,
        Path composeFile,
        String project,
        Optional<String> versionVariable,
        String webService,
        int webPort,
        int bluePort,
        int greenPort,
        Prepare prepare,
        Stages stages,
        Duration stopGrace,
        Optional<Queue> queue) {

    /** How the images of a release get here. */
    public enum Prepare {
        PULL,
        BUILD,
        NONE
    }

    /** Compose services by the order in which they start. */
    public record Stages(List<String> web, List<String> workers, List<String> schedulers) {
        public Stages {
            web = List.copyOf(web);
            workers = List.copyOf(workers);
            schedulers = List.copyOf(schedulers);
        }
    }

    /**
     * A broker that lives inside each colour.
     *
     * @param depthCommands run inside the service's container; each prints one whole number, they are added up
     * @param runningCommand run there as well; prints the tasks that are being worked on, a line each; empty: none is configured
     * @param drainDeadline how long an old queue may take to run empty
     */
    public record Queue(
            String service, List<List<String>> depthCommands, List<String> runningCommand, Duration drainDeadline) {
        public Queue {
            depthCommands = List.copyOf(depthCommands);
            runningCommand = List.copyOf(runningCommand);
        }
    }

    public int port(Color color) {
        return color == Color.BLUE ? bluePort : greenPort;
    }

    public String project(Color color) {
        return project + "-" + color.id();
    }
}
