package dev.kawasemi;

import dev.kawasemi.process.CommandResult;
import dev.kawasemi.testing.FakeCommandRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Docker, Compose and nginx as their command lines answer. */
final class PlayedHost {
    /** An app as its compose file resolves; VERSION is the version asked for. */
    static final String COMPOSE = """
            {"services": {
               "web": {"image": "shop:VERSION", "container_name": "shop-web", "restart": "always",
                       "ports": [{"target": 8000, "published": "80"}]},
               "worker": {"image": "shop:VERSION"},
               "beat": {"image": "shop:VERSION"}},
             "networks": {"default": {"name": "shop-COLOR_default"}}}""";

    static final String SITE = """
            server {
              location / {
                proxy_pass http://kawasemi_shop;
                add_header X-Kawasemi-Color $kawasemi_shop_color always;
              }
            }
            """;

    final FakeCommandRunner runner = new FakeCommandRunner();
    private final Path composeFile;
    private final int bluePort;
    private final Map<String, List<String>> running = new LinkedHashMap<>();

    PlayedHost(Path composeFile, int bluePort) {
        this.composeFile = composeFile;
        this.bluePort = bluePort;
        docker(FakeCommandRunner.ok("20.10.24\n"));
        composeVersion(FakeCommandRunner.ok("2.26.1\n"));
        runner.missing("docker-compose");
        compose(COMPOSE);
        nginxTest(FakeCommandRunner.ok(""));
        printsConfiguration(SITE);
        nothingRuns();
    }

    /** What the engine answers when it is asked for its version. */
    void docker(CommandResult answer) {
        runner.answer(List.of("docker", "version"), answer);
    }

    void composeVersion(CommandResult answer) {
        runner.answer(List.of("docker", "compose", "version"), answer);
    }

    /** How the file resolves: for each colour first the version that is asked for, then another one. */
    void compose(String text) {
        for (String color : List.of("blue", "green")) {
            String resolved = text.replace("COLOR", color);
            resolves(
                    color,
                    FakeCommandRunner.ok(resolved.replace("VERSION", "check")),
                    FakeCommandRunner.ok(resolved.replace("VERSION", "other")));
        }
    }

    void resolves(String color, CommandResult... answers) {
        runner.answer(List.of("docker", "compose", "-p", "shop-" + color), answers);
    }

    void nginxTest(CommandResult answer) {
        runner.answer(List.of("nginx", "-t"), answer);
    }

    /** What {@code nginx -T} prints after its first line. */
    void printsConfiguration(String text) {
        runner.answer(
                List.of("nginx", "-T"), FakeCommandRunner.ok("# configuration file /etc/nginx/nginx.conf:\n" + text));
    }

    void nothingRuns() {
        running.clear();
        answers();
    }

    void runs(String project, String... services) {
        running.put(project, List.of(services));
        answers();
    }

    private void answers() {
        List<String> all = new ArrayList<>();
        for (String project : List.of("shop-blue", "shop-green")) {
            runner.answer(listing("label=com.docker.compose.project=" + project), FakeCommandRunner.ok(""));
        }
        running.forEach((project, services) -> {
            List<String> ids =
                    services.stream().map(service -> project + "." + service).toList();
            all.addAll(ids);
            runner.answer(
                    listing("label=com.docker.compose.project=" + project),
                    FakeCommandRunner.ok(String.join("\n", ids) + "\n"));
            inspect(ids);
        });
        runner.answer(listing("label=com.docker.compose.project"), FakeCommandRunner.ok(String.join("\n", all) + "\n"));
        inspect(all);
    }

    private static List<String> listing(String filter) {
        return List.of("docker", "ps", "--all", "--no-trunc", "--quiet", "--filter", filter);
    }

    private void inspect(List<String> ids) {
        List<String> argv = new ArrayList<>(List.of("docker", "container", "inspect"));
        argv.addAll(ids);
        runner.answer(
                argv,
                FakeCommandRunner.ok(ids.stream().map(this::container).toList().toString()));
    }

    private String container(String id) {
        String project = id.substring(0, id.indexOf('.'));
        String service = id.substring(id.indexOf('.') + 1);
        return """
                {"Id": "%s", "Image": "sha256:aa", "RestartCount": 0,
                 "State": {"Status": "running", "Pid": 1, "ExitCode": 0, "OOMKilled": false},
                 "Config": {"Labels": {"com.docker.compose.project": "%s", "com.docker.compose.service": "%s",
                                       "com.docker.compose.project.config_files": "%s"}},
                 "HostConfig": {"PortBindings": {"8000/tcp": [{"HostPort": "%d"}]}}}""".formatted(id, project, service, composeFile, bluePort);
    }

    /** As nginx's file is written; {@code none} for no colour. */
    String proxyText(String color) {
        boolean none = color.equals("none");
        int port = color.equals("green") ? 1 : bluePort;
        return """
                # Kawasemi writes this file for app shop: edits are lost
                # active: %s

                upstream kawasemi_shop {
                    server 127.0.0.1:%d%s;
                }
                """.formatted(none ? "none" : color + " " + port, port, none ? " down" : "");
    }
}
