package dev.kawasemi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program itself, typed by a user who lacks rights here: each is named. The user is root without its capabilities, for whom the modes of files count; another
 * one could not read the class path.
 */
@Tag("processes")
class CheckWithoutRightsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can lay its rights down");
        Files.createDirectories(folder.resolve("state"));
        Files.createDirectories(folder.resolve("proxy"));
        write("docker-compose.yml", "services: {}\n", "---------");
        write("token", "planted.token.value\n", "---------");
        mode(folder.resolve("proxy"), "r-xr-xr-x");
        mode(folder.resolve("state"), "r-x------");
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private void write(String name, String text, String permissions) throws IOException {
        mode(Files.writeString(folder.resolve(name), text), permissions);
    }

    private void config(String discord) throws IOException {
        write("application.conf", """
                kawasemi {
                  state-dir = "%1$s/state"
                  %2$s
                  apps { shop {
                    compose-file = "docker-compose.yml", project = "shop"
                    web { service = "web", port = 8000 }
                    ports { blue = 28001, green = 28002 }
                    stages { web = ["web"], workers = [], schedulers = [] }
                    proxy { file = "%1$s/proxy/shop.conf", test = ["/bin/true"], reload = ["/bin/true"], public-url = "http://127.0.0.1:1/" }
                  } }
                }
                """.formatted(folder, discord), "rw-r--r--");
    }

    /** Its problems, each {@code text -> fix}. */
    private List<String> check() throws Exception {
        Path out = folder.resolve("out");
        List<String> argv = new ArrayList<>(List.of("setpriv", "--inh-caps=-all", "--bounding-set=-all"));
        argv.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                "dev.kawasemi.Main",
                "--config",
                folder.resolve("application.conf").toString(),
                "check",
                "--json"));
        ProcessBuilder builder = new ProcessBuilder(argv).directory(new File("/"));
        builder.environment().keySet().removeIf(name -> name.startsWith("DISCORD_"));
        builder.redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the check hangs");
        String printed = Files.readString(out, StandardCharsets.UTF_8);
        assertEquals(2, process.exitValue(), printed);
        assertFalse(printed.contains("planted.token.value"));
        List<String> problems = new ArrayList<>();
        JsonNode all = new ObjectMapper().readTree(printed);
        all.path("problems")
                .forEach(one -> problems.add(
                        one.path("text").asText() + " -> " + one.path("fix").asText()));
        return problems;
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.replace("/", "").endsWith("test-classes"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void assertNamed(List<String> problems, String seen, String fix) {
        assertTrue(
                problems.stream().anyMatch(problem -> problem.contains(seen) && problem.contains(fix)),
                () -> seen + " … " + fix + " is not in " + problems);
    }

    @Test
    void everyRightThatIsMissingIsNamedAtOnce() throws Exception {
        config("");
        List<String> problems = check();
        assertNamed(problems, "state cannot be worked in by the user root", "sudo kawasemi");
        assertNamed(problems, "docker-compose.yml may not be read by the user root", "chmod g+r");
        assertNamed(problems, "proxy/shop.conf cannot be written", "chown");
        assertNamed(problems, "shop.conf is missing", "kawasemi init shop");
    }

    @Test
    void aTokenThatMayNotBeReadIsSaidWithTheUserAndWithoutTheToken() throws Exception {
        config("discord { token-file = \"" + folder + "/token\", guild = \"1\", channel = \"2\" }");
        List<String> problems = check();
        assertEquals(1, problems.size(), problems::toString);
        assertNamed(problems, "kawasemi.discord.token-file", folder + "/token (the user root may not read it)");
    }
}
