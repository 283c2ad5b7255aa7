package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a compose file at fault, with the real Compose. */
@Tag("engine")
@Timeout(120)
class ComposeFileProblemsTest extends RealEngineFixture {
    ComposeFileProblemsTest(@TempDir Path folder, @TempDir Path stateDir) throws IOException {
        super(folder, stateDir);
    }

    @Test
    void noSecretIsInAnyMessage() throws Exception {
        real.write(".env", "GREETING=hunter2-greeting\nbad line !! PASSWORD=hunter2-broken\n");
        String broken = engine.preflight(app, V1).toString();
        real.write(".env", "GREETING=hunter2-greeting\n");
        real.replace("docker-compose.yml", "MONEY: \"", "MONEY: \"hunter2-money ${x ");
        String unparsed = engine.preflight(app, V1).toString();
        real.replace("docker-compose.yml", "hunter2-money ${x ", "hunter2-money ");
        keep(Color.BLUE, V1);
        String kept = Files.readString(stateDir.resolve("apps/shop/blue.json"));
        Files.writeString(
                stateDir.resolve("apps/shop/blue.json"),
                kept.replace("\"init\" : true", "\"init\" : \"hunter2-greeting\""));
        String notStarted =
                String.valueOf(assertThrows(ContainerException.class, () -> engine.up(app, Color.BLUE, List.of("web")))
                        .getMessage());

        assertTrue(broken.contains(".env: line 2"), broken);
        assertTrue(unparsed.contains("MONEY"), unparsed);
        assertTrue(kept.contains("hunter2-greeting") && kept.contains("hunter2-money"), "nothing was planted");
        Stream.of(broken, unparsed, notStarted).forEach(text -> assertFalse(text.contains("hunter2"), text));
    }

    @Test
    void aFileThatDoesNotParseIsQuotedInComposesWords() throws Exception {
        real.replace("docker-compose.yml", "depends_on: [redis]", "depends_on: [nobody]");

        List<String> problems =
                engine.preflight(app, V1).stream().map(Finding::words).toList();

        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("depends on undefined service"), problems::toString);
    }

    @Test
    void everyBrokenRuleOfARealFileIsSaidAtOnce() throws Exception {
        real.replace("docker-compose.yml", ":${APP_TAG:-v1}", ":v1");
        real.replace(
                "docker-compose.yml",
                "container_name: " + real.project + "_worker",
                "ports: [\"5555:5555\"]\n    volumes: [\"data:/d\"]");
        real.replace("docker-compose.yml", "beat:", "clock:");

        List<String> problems =
                engine.preflight(app, V1).stream().map(Finding::words).toList();

        for (String words : List.of(
                "no service beat", "worker publishes host port 5555", "worker keeps data", "depends on APP_TAG")) {
            assertTrue(
                    problems.stream().anyMatch(problem -> problem.contains(words)), words + " is not in " + problems);
        }
    }
}
