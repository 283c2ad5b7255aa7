package dev.kawasemi.bed;

import dev.kawasemi.deployment.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The example app with all it needs, in one temporary folder and under names of its own: {@code docker-compose.example.yml} unchanged, its images,
 * a proxy. Close it: it removes its containers, networks, volumes, image tags and files.
 */
public final class ExampleBed implements AutoCloseable {
    public static final String V1 = "v1";
    public static final String V2 = "v2";
    public static final String V4 = "v4";
    /** Its {@code /health/} always answers 503. */
    public static final String NEVER_HEALTHY = "v3-broken";
    /** Its web ends at once. */
    public static final String EXITS_AT_ONCE = "v3-exits";
    /** Healthy on its own port, 503 through a proxy: fails verify. */
    public static final String SICK_BEHIND_PROXY = "v3-proxied";
    /** Fine until 10 s after the first visitor came through a proxy, then 503 to every visitor. */
    public static final String FALLS_ILL = "v3-later";
    /** Its worker ends at once; its web is fine. */
    public static final String WORKER_EXITS = "v3-worker";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final String project;
    private final Map<Color, Integer> ports;
    private final BedProxy kind;
    private final RealProxy proxy;
    private final NumberedTasks tasks;

    private ExampleBed(Path folder, String project, BedProxy kind) throws IOException {
        this.folder = folder;
        this.project = project;
        this.kind = kind;
        this.ports = Map.of(Color.BLUE, FreePort.find(), Color.GREEN, FreePort.find());
        this.proxy = kind.in(proxyFolder(), FreePort.find(), "kawasemi_shop");
        this.tasks = new NumberedTasks(publicUrl(), folder.resolve("app/results"));
    }

    /**
     * Builds the images where needed and lays out the files, with nginx for a proxy; nothing runs yet.
     *
     * @param name lower-case letters and digits; part of every name that the bed gives
     */
    public static ExampleBed open(String name) throws IOException {
        return open(name, BedApp.example(), BedProxy.NGINX);
    }

    /** The same with another app than the example. */
    public static ExampleBed open(String name, BedApp app) throws IOException {
        return open(name, app, BedProxy.NGINX);
    }

    /** The same with another proxy. */
    public static ExampleBed open(String name, BedProxy kind) throws IOException {
        return open(name, BedApp.example(), kind);
    }

    private static ExampleBed open(String name, BedApp app, BedProxy kind) throws IOException {
        String project = "bed" + name + ProcessHandle.current().pid();
        ExampleBed bed = new ExampleBed(Files.createTempDirectory("kawasemi-bed-" + name), project, kind);
        try {
            bed.layOut(app.composeFile());
            ExampleImages.tagAs(app, project);
            return bed;
        } catch (IOException | RuntimeException e) {
            bed.close();
            throw e;
        }
    }

    /** A proxy's workers may be another user's and reach their folder through this one, so it may be passed through. */
    private void layOut(Path original) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Files.createDirectories(folder.resolve("app/results"));
        Files.createDirectories(stateDir());
        Files.copy(original, composeFile());
        environment(Map.of());
    }

    /** Rewrites the app's {@code .env}; {@code more} adds to what the bed needs there, for instance BOOT_CPU_S. */
    public void environment(Map<String, String> more) throws IOException {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "APP_IMAGE",
                project,
                "REDIS_IMAGE",
                ExampleImages.BASE,
                "RESULTS_DIR",
                folder.resolve("app/results").toString(),
                "TICK_S",
                "2"));
        variables.putAll(more);
        StringBuilder text = new StringBuilder();
        variables.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        Files.writeString(folder.resolve("app/.env"), text);
    }

    public Path folder() {
        return folder;
    }

    /** A byte-for-byte copy of the app's own, with an {@code .env} beside it. */
    public Path composeFile() {
        return folder.resolve("app/docker-compose.yml");
    }

    /** Made, empty. */
    public Path stateDir() {
        return folder.resolve("state");
    }

    public String project() {
        return project;
    }

    public String project(Color color) {
        return project + "-" + color.id();
    }

    public int port(Color color) {
        return ports.getOrDefault(color, 0);
    }

    /** With a slash at its end. */
    public URI publicUrl() {
        return URI.create("http://127.0.0.1:" + proxy.port() + "/");
    }

    private Path proxyFolder() {
        return folder.resolve(kind.kind());
    }

    /** Kawasemi's file; the bed's proxy takes it in, nobody has written it yet. */
    public Path proxyFile() {
        return kind.file(proxyFolder(), "shop");
    }

    public BedProxy proxyKind() {
        return kind;
    }

    public RealProxy proxy() {
        return proxy;
    }

    /** Its file must have been written ({@code ProxySwitcher.init}): the proxy refuses to start without. */
    public void startProxy() throws IOException {
        if (!Files.exists(proxyFile())) {
            throw new IllegalStateException("write " + proxyFile() + " first (init)");
        }
        proxy.start();
    }

    /** Somebody else's app on this host, until it is closed. */
    public Neighbour neighbour() {
        return Neighbour.of(project);
    }

    /** Where this colour's web answers by itself, past the proxy; with a slash at its end. */
    public URI ownUrl(Color color) {
        return URI.create("http://127.0.0.1:" + port(color) + "/");
    }

    /** Visitors of {@code /}, until it is closed. */
    public Traffic traffic() {
        return Traffic.start(publicUrl());
    }

    public NumberedTasks tasks() {
        return tasks;
    }

    /** One visit of the public {@code /}: which colour and version serves. */
    public Visit visit() {
        return Visit.to(publicUrl());
    }

    /** Compose service to the state of its container, as Docker says ({@code running}, {@code exited}, {@code paused}, ...). */
    public Map<String, String> services(Color color) {
        Map<String, String> services = new TreeMap<>();
        BedCommand.docker(
                        LIMIT,
                        List.of(
                                "ps",
                                "-a",
                                "--filter",
                                "label=com.docker.compose.project=" + project(color),
                                "--format",
                                "{{.Label \"com.docker.compose.service\"}} {{.State}}"))
                .lines()
                .map(line -> line.split(" ", -1))
                .forEach(words -> services.merge(words[0], words[1], (one, other) -> one + "," + other));
        return services;
    }

    /** The services of this colour that run. */
    public List<String> running(Color color) {
        return services(color).entrySet().stream()
                .filter(service -> service.getValue().equals("running"))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What Docker says of the container of a service, by a template of {@code docker inspect}. */
    public String inspect(Color color, String service, String template) {
        return BedCommand.docker(LIMIT, List.of("inspect", "--format", template, container(color, service)))
                .strip();
    }

    /** What a program says that is run in the container of a service. */
    public String exec(Color color, String service, String... argv) {
        List<String> arguments = new ArrayList<>(List.of("exec", container(color, service)));
        arguments.addAll(List.of(argv));
        return BedCommand.docker(LIMIT, arguments).strip();
    }

    private String container(Color color, String service) {
        return BedCommand.docker(
                        LIMIT,
                        List.of(
                                "ps",
                                "-aq",
                                "--filter",
                                "label=com.docker.compose.project=" + project(color),
                                "--filter",
                                "label=com.docker.compose.service=" + service))
                .strip();
    }

    @Override
    public void close() {
        proxy.stop();
        for (Color color : Color.values()) {
            removeAll(List.of("ps", "-aq"), project(color), List.of("rm", "-f", "-v"));
            removeAll(List.of("network", "ls", "-q"), project(color), List.of("network", "rm"));
            removeAll(List.of("volume", "ls", "-q"), project(color), List.of("volume", "rm"));
        }
        ExampleImages.untag(project);
        deleteFolder();
    }

    private static void removeAll(List<String> list, String project, List<String> remove) {
        List<String> listing = new ArrayList<>(list);
        listing.addAll(List.of("--filter", "label=com.docker.compose.project=" + project));
        List<String> removal = new ArrayList<>(remove);
        BedCommand.docker(LIMIT, listing).lines().forEach(removal::add);
        if (removal.size() > remove.size()) {
            BedCommand.docker(LIMIT, removal);
        }
    }

    private void deleteFolder() {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to remove the bed's folder " + folder, e);
        }
    }
}
