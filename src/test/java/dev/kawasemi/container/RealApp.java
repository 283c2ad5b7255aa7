package dev.kawasemi.container;

import dev.kawasemi.container.ComposeApp.Prepare;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** An ordinary app in a folder of its own, as its users write such files, with images that exist. */
final class RealApp implements AutoCloseable {
    final String project = "container-" + UUID.randomUUID().toString().substring(0, 8);
    final String image = "kawasemi-test/" + project;
    final Path folder;
    final RealDocker docker;

    RealApp(Path folder) throws IOException {
        this(folder, new RealDocker());
    }

    RealApp(Path folder, RealDocker docker) throws IOException {
        this.folder = folder;
        this.docker = docker;
        write("docker-compose.yml", ordinary());
        write(".env", "GREETING=hello\n");
        docker.image(folder, image + ":v1", "v1-" + project);
        docker.image(folder, image + ":v2", "v2-" + project);
    }

    /** An image of that version with a label of its own. */
    void labelled(String version, String label) {
        docker.image(folder, image + ":" + version, version + "-" + project, label);
    }

    ComposeApp app(Prepare prepare) {
        return app(prepare, List.of(List.of("echo", "2"), List.of("echo", "3")));
    }

    ComposeApp app(Prepare prepare, List<List<String>> depthCommands) {
        return new ComposeApp(
                new AppName("shop"),
                folder.resolve("docker-compose.yml"),
                project,
                Optional.of("APP_TAG"),
                "web",
                8000,
                21001,
                21002,
                prepare,
                new ComposeApp.Stages(List.of("redis", "web"), List.of("worker"), List.of("beat")),
                Duration.ofSeconds(5),
                Optional.of(new ComposeApp.Queue(
                        "redis",
                        depthCommands,
                        List.of("printf", "tasks.mail 1a\\n\\033[31mtasks.bill\\t2b\\033[0m\\n\\n"),
                        Duration.ofMinutes(15))));
    }

    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    void replace(String file, String from, String to) throws IOException {
        String text = read(file);
        if (!text.contains(from)) {
            throw new AssertionError(file + " has no " + from);
        }
        write(file, text.replace(from, to));
    }

    /** A container's id, from the engine itself. */
    String container(String stackProject, String service) {
        return docker.docker(
                "ps",
                "-aq",
                "--no-trunc",
                "--filter",
                "label=com.docker.compose.project=" + stackProject,
                "--filter",
                "label=com.docker.compose.service=" + service);
    }

    String restartPolicy(ContainerRef container) {
        return docker.docker("inspect", "-f", "{{.HostConfig.RestartPolicy.Name}}", container.id());
    }

    /** The worker is four processes and one that waits for them, also when it is asked to stop. */
    void makeWorkerAPool() throws IOException {
        String pool =
                "p=; for i in 1 2 3 4; do sleep 1000 & p=\"$$p $$!\"; done; trap \"kill $$p; wait; exit 0\" TERM; wait";
        replace(
                "docker-compose.yml",
                "command: sleep 1000\n    environment",
                "command: [\"sh\", \"-c\", '" + pool + "']\n    environment");
    }

    /** By what the kernel says of them: T is stopped by a signal (proc_pid_stat(5)). */
    int held(ContainerRef container) {
        return (int) docker.docker("exec", container.id(), "sh", "-c", "cat /proc/[0-9]*/stat")
                .lines()
                .filter(line -> line.contains(") T "))
                .count();
    }

    Stack adopted(int port) {
        return new Stack(new AppName("shop"), Color.BLUE, project, port, true);
    }

    @Override
    public void close() {
        for (String name : List.of(project, project + "-blue", project + "-green", project + "-other")) {
            docker.clear(name);
        }
        docker.tryDocker("image", "rm", "-f", image + ":v1", image + ":v2", image + ":v3", image + ":v4");
    }

    /** Fixed port, container_name, restart always, a volume for the broker, a profile, dollars. */
    private String ordinary() {
        return """
                services:
                  web:
                    image: IMAGE:${APP_TAG:-v1}
                    container_name: PROJECT_web
                    restart: always
                    init: true
                    command: python3 -m http.server 8000
                    environment:
                      GREETING: ${GREETING}
                      MONEY: "5$$ and $${HOME} and $$$$"
                    ports:
                      - "21003:8000"
                    depends_on: [redis]
                  redis:
                    image: BASE
                    container_name: PROJECT_redis
                    restart: always
                    init: true
                    command: ["sh", "-c", "echo line one; sleep 0.1; echo line two >&2; sleep 0.1; echo line three; exec sleep 1000"]
                    volumes: ["data:/data"]
                  worker:
                    image: IMAGE:${APP_TAG:-v1}
                    container_name: PROJECT_worker
                    restart: always
                    init: true
                    command: sleep 1000
                    environment:
                      GREETING: ${GREETING}
                  beat:
                    image: IMAGE:${APP_TAG:-v1}
                    init: true
                    profiles: [background]
                    command: sleep 1000
                volumes:
                  data:
                """.replace("IMAGE", image).replace("PROJECT", project).replace("BASE", RealDocker.BASE);
    }
}
