package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptCopiesTest {
    private static final ComposeApp APP = Apps.shop();

    @TempDir
    private Path stateDir = Path.of("");

    @Test
    void onlyTheOwnerMayReadWhatHoldsSecrets() throws Exception {
        write(1);

        assertEquals("rwx------", permissions(stateDir.resolve("apps/shop")));
        try (Stream<Path> files = Files.walk(stateDir.resolve("apps"))) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertEquals(2, all.size(), all::toString);
            for (Path file : all) {
                assertEquals("rw-------", permissions(file), file::toString);
            }
        }
    }

    @Test
    void theLastWrittenIsUsedAndAnEarlierOneCanBePutBack() {
        assertTrue(copies().find(APP, Color.BLUE).isEmpty());
        write(1);
        write(2);
        assertEquals(2, used());

        assertTrue(copies().putBack(APP, Color.BLUE, release(1)));

        assertEquals(1, used());
        assertEquals(
                "/srv/shop",
                copies().find(APP, Color.BLUE).orElseThrow().directory().toString());
    }

    @Test
    void neverMoreThanTwentyPileUp() {
        for (int number = 1; number <= 25; number++) {
            write(number);
        }

        assertFalse(copies().putBack(APP, Color.BLUE, release(1)));
        assertTrue(copies().putBack(APP, Color.BLUE, release(25)));
    }

    @Test
    void tenThatFailedDoNotPushOutTheOneThatIsRolledBackTo() {
        for (int number = 1; number <= 11; number++) {
            write(number);
        }

        assertTrue(copies().putBack(APP, Color.BLUE, release(1)));
    }

    @Test
    void thoseOfOldReleasesGoFromBothColoursAndNoOthers() throws Exception {
        for (int number = 1; number <= 3; number++) {
            write(number);
        }
        copies().write(APP, Color.GREEN, release(1), JsonNodeFactory.instance.objectNode());

        copies().forget(APP, List.of(release(1), release(2), release(7)));

        try (Stream<Path> files = Files.list(stateDir.resolve("apps/shop/releases"))) {
            assertEquals(1, files.count());
        }
        assertEquals(3, used());
        assertTrue(copies().putBack(APP, Color.BLUE, release(3)));
    }

    @Test
    void aDamagedCopyIsNotQuoted() throws Exception {
        write(1);
        Files.writeString(stateDir.resolve("apps/shop/blue.json"), "{ hunter2");

        ContainerException failure = assertThrows(ContainerException.class, () -> copies().find(APP, Color.BLUE));

        assertTrue(String.valueOf(failure.getMessage()).contains("damaged"), failure::toString);
        assertFalse(String.valueOf(failure.getMessage()).contains("hunter2"), failure::toString);
    }

    private KeptCopies copies() {
        return new KeptCopies(stateDir);
    }

    private void write(int number) {
        copies().write(
                        APP,
                        Color.BLUE,
                        release(number),
                        JsonNodeFactory.instance.objectNode().put("number", number));
    }

    private int used() {
        return copies().find(APP, Color.BLUE)
                .orElseThrow()
                .content()
                .path("number")
                .asInt();
    }

    private static Release release(int number) {
        return new Release(new Version("v" + number), Map.of("web", "sha256:" + number));
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
