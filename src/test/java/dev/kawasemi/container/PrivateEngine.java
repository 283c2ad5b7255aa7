package dev.kawasemi.container;

import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.process.Mark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A Docker engine for one test alone, in a folder of its own, whose power can be cut. Only root can start one. It shares nothing with the machine's other
 * engine: no container, image, volume, network or port. Close it: it ends and removes everything that it made.
 */
public final class PrivateEngine implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration READY = Duration.ofSeconds(60);

    private final Path folder;
    private final EngineRemains remains;
    private final CommandRunner runner;
    private final List<Process> programs = new ArrayList<>();

    private PrivateEngine(Path folder) {
        this.folder = folder;
        this.remains = new EngineRemains(folder);
        this.runner = new Mark("DOCKER_HOST", host()).on(CommandRunners.system());
    }

    /** Runs, with these images of this machine's engine in it: about 10 seconds. */
    public static PrivateEngine start(String... images) throws IOException {
        PrivateEngine engine = new PrivateEngine(Files.createTempDirectory("kawasemi-engine"));
        try {
            engine.powerOn();
            engine.load(List.of(images));
            return engine;
        } catch (IOException | RuntimeException | Error e) {
            engine.close();
            throw e;
        }
    }

    /** The engine's address, as for the variable DOCKER_HOST. */
    public String host() {
        return "unix://" + folder.resolve("docker.sock");
    }

    /** Runs programs that talk to this engine. */
    public CommandRunner runner() {
        return runner;
    }

    /** The engine, its containers and all that holds them end at once, by SIGKILL; what a reboot forgets is forgotten. */
    public void powerCut() throws IOException {
        remains.rememberBridges(docker("network", "ls", "--quiet", "--filter", "driver=bridge"));
        end();
    }

    /** Starts the engine, also after {@link #powerCut}; returns when it answers. */
    public void powerOn() throws IOException {
        Path config = Files.writeString(
                folder.resolve("containerd.toml"),
                "version = 2\ndisabled_plugins = [\"io.containerd.grpc.v1.cri\"]\nroot = \""
                        + folder.resolve("containerd")
                        + "\"\nstate = \"" + folder.resolve("run/containerd") + "\"\n[grpc]\n  address = \""
                        + folder.resolve("containerd.sock") + "\"\n");
        // One of its own: else the engine uses the machine's, which must not be killed.
        program("containerd", "containerd", "--config", config.toString(), "--log-level", "warn");
        await("containerd", () -> Files.exists(folder.resolve("containerd.sock")));
        // In a network of its own: an engine without a bridge removes docker0, and that one is the machine's. A new
        // network's loopback is down.
        program(
                "dockerd",
                "unshare",
                "--net",
                "sh",
                "-c",
                "ip link set lo up && exec \"$@\"",
                "dockerd",
                "dockerd",
                "--containerd=" + folder.resolve("containerd.sock"),
                "--data-root=" + folder.resolve("data"),
                "--exec-root=" + folder.resolve("run/docker"),
                "--pidfile=" + folder.resolve("run/docker.pid"),
                "--host=" + host(),
                "--bridge=none",
                "--iptables=false",
                "--ip-masq=false");
        await("dockerd", () -> tryDocker("version").ok());
    }

    /** What it printed; an error of the test when it fails. */
    public String docker(String... arguments) {
        CommandResult result = tryDocker(arguments);
        if (!result.ok()) {
            throw new AssertionError("docker " + List.of(arguments) + ": " + result.stderr());
        }
        return result.stdout().strip();
    }

    private CommandResult tryDocker(String... arguments) {
        try {
            return runner.run(Command.of(
                    LIMIT,
                    Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void load(List<String> images) throws IOException {
        List<String> save = new ArrayList<>(List.of("docker", "save"));
        save.addAll(images);
        ProcessBuilder load = new ProcessBuilder("docker", "--host", host(), "load", "--quiet")
                .redirectOutput(folder.resolve("load.log").toFile())
                .redirectErrorStream(true);
        for (Process process : ProcessBuilder.startPipeline(List.of(new ProcessBuilder(save), load))) {
            if (!ended(process) || process.exitValue() != 0) {
                throw new AssertionError("the images " + images + " could not be copied: "
                        + Files.readString(folder.resolve("load.log")));
            }
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void program(String name, String... line) throws IOException {
        Files.createDirectories(folder.resolve("run"));
        Path log = folder.resolve(name + ".log");
        programs.add(new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    private void await(String program, BooleanSupplier ready) throws IOException {
        Process process = programs.get(programs.size() - 1);
        long end = System.nanoTime() + READY.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError(program + " did not start (only root can start an engine):\n"
                        + Files.readString(folder.resolve(program + ".log")));
            }
        }
    }

    private void end() throws IOException {
        programs.stream().map(Process::toHandle).forEach(remains::kill);
        programs.forEach(PrivateEngine::ended);
        programs.clear();
        remains.killAll();
        remains.forget();
    }

    @Override
    public void close() {
        try {
            if (programs.stream().anyMatch(Process::isAlive)) {
                CommandResult bridges = tryDocker("network", "ls", "--quiet", "--filter", "driver=bridge");
                remains.rememberBridges(bridges.stdout());
            }
            end();
            remains.removeAll();
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to remove the engine in " + folder, e);
        }
    }
}
