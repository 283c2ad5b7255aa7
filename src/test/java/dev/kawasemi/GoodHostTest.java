package dev.kawasemi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host without a fault is told so, and nothing of it is touched. */
class GoodHostTest {
    @TempDir
    Path folder;

    private CheckBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = new CheckBed(folder);
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
        bed.discord.assertClean();
    }

    @Test
    void nothingIsInTheWayWithAColourThatServes() throws Exception {
        CheckBed.Checked checked = bed.check();
        assertEquals(0, checked.code(), checked.out() + checked.err());
        assertEquals(
                List.of("host: nothing in the way", "discord: nothing in the way", "shop: nothing in the way"),
                checked.out().lines().filter(line -> !line.startsWith("  ")).toList());
        assertEquals("", checked.err());
    }

    @Test
    void nothingIsInTheWayBeforeTheFirstDeploy() throws Exception {
        bed.nothingServesYet();
        CheckBed.Checked checked = bed.check("--json");
        assertEquals(List.of(), checked.problems());
        assertEquals(0, checked.code());
    }

    @Test
    void eachEditOfTheKeptCopyIsANoteAndNoFault() throws Exception {
        JsonNode json = bed.check("--json").json();
        assertTrue(json.path("ok").asBoolean());
        assertEquals(0, json.path("exitCode").asInt());
        List<String> notes = new ArrayList<>();
        json.path("notes").forEach(note -> {
            if (note.path("app").asText().equals("shop")) {
                assertEquals("app", note.path("subject").asText());
                notes.add(note.path("text").asText());
            }
        });
        for (String edit : List.of(
                "web: port 8000 is published on 127.0.0.1:" + bed.web.port() + " instead of 0.0.0.0:80->8000",
                "web: port 8000 is published on 127.0.0.1:1 instead of 0.0.0.0:80->8000",
                "web: container_name shop-web is dropped",
                "web: restart always becomes unless-stopped",
                "every service: the image is pinned by its id")) {
            assertEquals(
                    1,
                    notes.stream()
                            .filter(note -> note.startsWith("Edit of the kept copy: " + edit))
                            .count(),
                    () -> edit + " is not once in " + notes);
        }
    }

    @Test
    void nothingIsTouchedAndNobodyLogsIn() throws Exception {
        bed.check();
        List<String> before = files();
        bed.check("--json");
        assertEquals(before, files());
        assertFalse(Files.exists(bed.state().resolve("kawasemi.db")), "not even a journal is begun");
        assertEquals(0, bed.discord.trouble().identifies());
        assertTrue(
                bed.host.runner.commandLines().stream()
                        .noneMatch(argv -> argv.contains("up") || argv.contains("stop") || argv.contains("reload")),
                bed.host.runner.commandLines()::toString);
    }

    private List<String> files() throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            List<String> seen = new ArrayList<>();
            for (Path file : all.sorted().toList()) {
                seen.add(file + " " + (Files.isRegularFile(file) ? Files.readString(file) : ""));
            }
            return seen;
        }
    }

    @Test
    void theTokenIsInNothingThatIsPrinted() throws Exception {
        bed.discord.trouble().unreachable();
        CheckBed.Checked away = bed.check("--json");
        assertEquals(3, away.code(), away.out());
        assertFalse((away.out() + away.err()).contains(bed.discord.token()));
        bed.discord.trouble().over();
    }
}
