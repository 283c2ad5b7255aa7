package dev.kawasemi.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many releases keep their images, as configured. */
class KeepReleasesTest {
    @TempDir
    Path folder;

    private OptionalInt load(String shop) throws Exception {
        Path sample = Path.of(System.getProperty("project.basedir"), "conf", "application.conf");
        Path file = folder.resolve("application.conf");
        Files.writeString(file, Files.readString(sample) + "\nkawasemi { apps { shop { " + shop + " } } }\n");
        return ConfigLoader.load(file).rollout().apps().get(0).keepReleases();
    }

    @Test
    void fiveWhereNothingIsSaid() throws Exception {
        assertEquals(OptionalInt.of(5), load(""));
    }

    @Test
    void anyNumberUpToAHundredOrAll() throws Exception {
        assertEquals(OptionalInt.of(1), load("keep-releases = 1"));
        assertEquals(OptionalInt.of(100), load("keep-releases = 100"));
        assertEquals(OptionalInt.empty(), load("keep-releases = null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-releases = 0", "keep-releases = 101", "keep-releases = -1", "keep-releases = all"})
    void whatCannotBeIsAProblemWithItsLine(String wrong) {
        List<String> problems =
                assertThrows(ConfigProblems.class, () -> load(wrong)).problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(
                problems.get(0).matches("application.conf:[0-9]+: kawasemi.apps.shop.keep-releases.*1 to 100.*"),
                problems::toString);
    }
}
