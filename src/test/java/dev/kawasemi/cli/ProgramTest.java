package dev.kawasemi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("processes")
class ProgramTest {
    @TempDir
    Path folder;

    @Test
    void helpNamesEveryVerbAndEveryExitCode() throws Exception {
        Ended help = run(Map.of(), "--help");
        assertEquals(0, help.code());
        for (String word : List.of(
                "run",
                "console",
                "check",
                "init",
                "deploy",
                "status",
                "rollback",
                "approve",
                "undo",
                "cancel",
                "history",
                "--config",
                "a person is needed")) {
            assertTrue(help.text().contains(word), () -> word + " is not in\n" + help.text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"; rm -rf /", "@everyone", "-x", ""})
    void aVersionThatIsNoTagIsRefusedBeforeAnythingIsOpened(String version) throws Exception {
        Ended ended = run(Map.of(), "--config", "/nowhere", "deploy", "shop", "--", version);
        assertEquals(2, ended.code());
        assertTrue(ended.text().contains("Docker tag"), ended::text);
    }

    @Test
    void everyProblemOfTheConfigurationIsPrinted() throws Exception {
        Path config = Files.writeString(folder.resolve("a.conf"), "kawasemi {\n  state-dri = \"/x\"\n  apps {}\n}\n");
        Ended ended = run(Map.of(), "--config", config.toString(), "check");
        assertEquals(2, ended.code());
        assertTrue(ended.text().contains("a.conf:2: kawasemi.state-dri"), ended::text);
        assertTrue(ended.text().contains("saw no app"), ended::text);
    }

    /** What it would need for other command lines stays out of the bot's memory. */
    @Test
    void theServiceIsStartedWithoutWhatReadsCommandLines() throws Exception {
        Path config = Files.writeString(folder.resolve("a.conf"), "kawasemi {\n  apps {}\n}\n");
        Map<String, String> verbose = Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load");
        Ended ended = run(verbose, "run", "--config", config.toString());
        assertEquals(2, ended.code());
        assertTrue(ended.text().contains("saw no app"), ended::text);
        assertTrue(ended.text().contains("dev.kawasemi.config.ConfigLoader"), "classes are not listed");
        assertTrue(!ended.text().contains(" picocli."), "picocli was loaded");
        Ended other = run(verbose, "--config", config.toString(), "run");
        assertEquals(2, other.code());
        assertTrue(other.text().contains(" picocli."), "this test sees nothing");
    }

    @Test
    void withoutADockerEngineADeployEndsWithOutOfReachAndSaysWhy() throws Exception {
        program("docker", "echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.' >&2; exit 1");
        Ended ended = run(path(), "--config", config().toString(), "deploy", "shop", "v1");
        assertEquals(3, ended.code(), ended::text);
        assertTrue(ended.text().contains("engine"), ended::text);
    }

    @Test
    void anOldComposeAloneIsRefusedWithAClearWord() throws Exception {
        program("docker", """
                case "$1" in
                  compose) echo "docker: 'compose' is not a docker command." >&2; exit 1;;
                  version) echo '20.10.24';;
                  *) echo '{}';;
                esac
                """);
        program("docker-compose", "echo 'docker-compose version 1.29.2'");
        Ended ended = run(path(), "--config", config().toString(), "deploy", "shop", "v1");
        assertEquals(3, ended.code(), ended::text);
        assertTrue(ended.text().contains("Compose v2") || ended.text().contains("docker compose"), ended::text);
    }

    private Map<String, String> path() {
        return Map.of("PATH", folder.resolve("bin") + ":" + "/usr/bin:/bin");
    }

    private void program(String name, String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path config() throws IOException {
        Path compose = Files.writeString(folder.resolve("docker-compose.yml"), "services: {}\n");
        return Files.writeString(folder.resolve("application.conf"), """
                kawasemi {
                  state-dir = "%s/state"
                  apps.shop {
                    compose-file = "%s", project = "shop"
                    web { service = "web", port = 8000 }, ports { blue = 18001, green = 18002 }
                    stages { web = ["web"] }
                    proxy { file = "%s/shop.conf", public-url = "http://127.0.0.1/" }
                  }
                }
                """.formatted(folder, compose, folder));
    }

    private record Ended(int code, String text) {}

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.kawasemi.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it did not end");
        return new Ended(process.exitValue(), text);
    }
}
