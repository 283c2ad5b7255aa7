package dev.kawasemi.container;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Gets the images of a release here and finds their ids. */
final class Preparation {
    private static final Duration PULL = Duration.ofMinutes(30);
    private static final Duration BUILD = Duration.ofMinutes(60);

    private final Docker docker;
    private final ConfigReader reader;

    Preparation(Docker docker, ConfigReader reader) {
        this.docker = docker;
        this.reader = reader;
    }

    Release prepare(ComposeApp app, Color color, Version version, Cancellation cancellation)
            throws InterruptedException {
        ComposeConfig config = reader.read(app, color, version);
        switch (app.prepare()) {
            case PULL ->
                get(app, color, version, new Way("pull", PULL, ComposeCommands.pull(app, color)), cancellation);
            case BUILD -> {
                get(app, color, version, new Way("build", BUILD, ComposeCommands.build(app, color)), cancellation);
                get(app, color, version, new Way("pull", PULL, ComposeCommands.pullMissing(app, color)), cancellation);
            }
            case NONE -> {}
        }
        if (cancellation.requested()) {
            throw cancelled(app, version);
        }
        return new Release(version, imageIds(app, config));
    }

    private void get(ComposeApp app, Color color, Version version, Way way, Cancellation cancellation)
            throws InterruptedException {
        Command command = ConfigReader.command(way.limit, way.argv, app, color, version);
        CommandResult result = docker.run(command, cancellation);
        if (result.cancelled() || cancellation.requested()) {
            throw cancelled(app, version);
        }
        if (!result.ok()) {
            String hint = way.act.equals("pull")
                    ? ". If an image is made on this host and in no registry, set prepare = none or prepare = build"
                    : "";
            throw new ContainerException("Tried to " + way.act + " the images of " + app.name() + " " + version
                    + " but " + Docker.failure(result, command, Redaction.ofFolder(app.composeFile())) + hint);
        }
    }

    private static CancelledException cancelled(ComposeApp app, Version version) {
        return new CancelledException("Preparing " + app.name() + " " + version + " was cancelled");
    }

    /** Of every service; one in no stage is never started, so its image may be missing. */
    private Map<String, String> imageIds(ComposeApp app, ComposeConfig config) {
        Set<String> staged = PreflightRules.stagedServices(app);
        Map<String, String> byImage = allAtOnce(config);
        Map<String, String> byService = new TreeMap<>();
        for (String service : config.services()) {
            String id = byImage.computeIfAbsent(
                    config.image(service), image -> imageId(image, service, staged.contains(service)));
            if (!id.isEmpty()) {
                byService.put(service, id);
            } else if (staged.contains(service)) {
                imageId(config.image(service), service, true);
            }
        }
        return byService;
    }

    /** By one program where all are here; else empty, and each is asked for by itself. */
    private Map<String, String> allAtOnce(ComposeConfig config) {
        List<String> images =
                config.services().stream().map(config::image).distinct().toList();
        CommandResult result = docker.run(Docker.command(Docker.LOOK, DockerCommands.imageIds(images)));
        List<String> ids = result.stdout().lines().map(String::strip).toList();
        Map<String, String> byImage = new TreeMap<>();
        if (result.ok() && ids.size() == images.size()) {
            for (int i = 0; i < ids.size(); i++) {
                byImage.put(images.get(i), ids.get(i));
            }
        }
        return byImage;
    }

    private String imageId(String image, String service, boolean needed) {
        Command command = Docker.command(Docker.LOOK, DockerCommands.imageIds(List.of(image)));
        CommandResult result = docker.run(command);
        if (result.ok()) {
            return result.stdout().strip();
        }
        if (!needed) {
            return "";
        }
        throw new ContainerException(
                "Tried to find the image " + image + " of service " + service + " on this host but "
                        + Docker.failure(result, command, Redaction.none())
                        + ". With prepare = none an image has to be here already; prepare = pull or build gets it");
    }

    private record Way(String act, Duration limit, List<String> argv) {}
}
