package dev.kawasemi.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.rollout.Reminding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an unanswered question is put again, as configured. */
class RemindersConfigTest {
    @TempDir
    Path folder;

    private Reminding load(String approval) throws Exception {
        Path sample = Path.of(System.getProperty("project.basedir"), "conf", "application.conf");
        Path file = folder.resolve("application.conf");
        Files.writeString(file, Files.readString(sample) + "\nkawasemi { approval { " + approval + " } }\n");
        return ConfigLoader.load(file).rollout().remind();
    }

    @Test
    void afterAQuarterOfAnHourOneHourAndFourHoursThenDailyAtNineWhereNothingIsSaid() throws Exception {
        Reminding remind = load("");
        assertEquals(List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4)), remind.after());
        assertEquals(Optional.of(LocalTime.of(9, 0)), remind.dailyAt());
    }

    @Test
    void theyCanBeLeftOut() throws Exception {
        Reminding none = load("remind-after = [], remind-daily-at = null");
        assertEquals(List.of(), none.after());
        assertEquals(Optional.empty(), none.dailyAt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "remind-after = [1h, 15m]",
                "remind-after = [15m, 15m]",
                "remind-after = [30s]",
                "remind-after = soon",
                "remind-daily-at = \"25:00\"",
                "remind-daily-at = \"nine\""
            })
    void whatCannotBeIsAProblemWithItsLine(String wrong) {
        List<String> problems =
                assertThrows(ConfigProblems.class, () -> load(wrong)).problems();
        assertEquals(1, problems.size(), problems::toString);
        String key = wrong.substring(0, wrong.indexOf(' '));
        assertTrue(
                problems.get(0).matches("application.conf:[0-9]+: kawasemi.approval." + key + ".*"),
                problems::toString);
    }
}
