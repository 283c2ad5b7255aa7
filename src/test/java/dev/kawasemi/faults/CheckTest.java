package dev.kawasemi.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kawasemi.bed.BedCommand;
import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.deployment.Color;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code kawasemi check} on a real engine behind a real nginx: a good host has nothing, a fault is named with its fix, by the running bot and without it alike. */
@Tag("engine")
class CheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aGoodHostHasNothingAndWhatIsWrongIsNamed() throws Exception {
        try (KillScene scene = KillScene.open("check", Map.of())) {
            assertEquals(List.of(), problems(scene, 0), "before the first deploy");
            var unused = scene.deployed(ExampleBed.V1);
            assertEquals(List.of(), problems(scene, 0), "while it serves");

            String web = scene.bed.inspect(Color.BLUE, "web", "{{.Id}}").strip();
            BedCommand.docker(LIMIT, List.of("stop", "--time", "5", web));
            assertNamed(
                    problems(scene, 2),
                    "no web of project " + scene.bed.project(Color.BLUE) + " runs -> Start it again");
            BedCommand.docker(LIMIT, List.of("start", web));
            Eventually.holds(
                    KillScene.LIMIT,
                    "the web answers again",
                    () -> scene.bed.visit().ok(),
                    scene::said);
            assertEquals(List.of(), problems(scene, 0), "as before");

            Path nginx = scene.bed.folder().resolve("nginx/nginx.conf");
            String good = Files.readString(nginx);
            Files.writeString(nginx, good.replace("}", "} no_such_directive on;"));
            List<String> broken = problems(scene, 2);
            assertNamed(broken, "no_such_directive");
            scene.bot.close();
            assertEquals(withoutNumbers(broken), withoutNumbers(problems(scene, 2)), "the same without the bot");
            Files.writeString(nginx, good);
        }
    }

    /** nginx tells the time and its process. */
    private static List<String> withoutNumbers(List<String> problems) {
        return problems.stream().map(problem -> problem.replaceAll("\\d+", "N")).toList();
    }

    private static void assertNamed(List<String> problems, String word) {
        assertTrue(problems.stream().anyMatch(problem -> problem.contains(word)), problems::toString);
    }

    /** Each with its fix. */
    private static List<String> problems(KillScene scene, int code) throws Exception {
        BotProcess.Typed typed = scene.bot.typed("check", "--json");
        JsonNode json = JSON.readTree(typed.out());
        List<String> all = new ArrayList<>();
        json.path("problems")
                .forEach(one -> all.add(
                        one.path("text").asText() + " -> " + one.path("fix").asText()));
        assertEquals(code, typed.code(), () -> typed + " " + all);
        return all;
    }
}
