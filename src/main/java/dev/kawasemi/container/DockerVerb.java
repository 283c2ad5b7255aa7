package dev.kawasemi.container;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a Docker command line does, in one word. Only words known here are ever said: an argument could hold something private. */
final class DockerVerb {
    private static final Set<String> KNOWN = Set.of(
            "build",
            "config",
            "container",
            "down",
            "events",
            "exec",
            "image",
            "info",
            "logs",
            "pause",
            "ps",
            "pull",
            "start",
            "stop",
            "unpause",
            "up",
            "update",
            "version");

    /** Options before the verb that take the next argument as their value. */
    private static final Set<String> WITH_VALUE = Set.of("-p", "-f", "--profile", "--project-directory", "--env-file");

    private DockerVerb() {}

    /** Of a line of {@code docker}, {@code docker compose} or the Compose plugin itself. */
    static Optional<String> of(List<String> argv) {
        for (int i = 1; i < argv.size(); i++) {
            String argument = argv.get(i);
            if (WITH_VALUE.contains(argument)) {
                i++;
            } else if (!argument.startsWith("-") && !argument.equals("compose")) {
                return Optional.of(argument).filter(KNOWN::contains);
            }
        }
        return Optional.empty();
    }

    /** As {@code docker compose up}. */
    static String named(List<String> argv) {
        boolean compose = argv.size() > 1 && argv.get(1).equals("compose");
        String act = of(argv).map(verb -> " " + verb).orElse("");
        return "docker" + (compose ? " compose" : "") + act;
    }
}
