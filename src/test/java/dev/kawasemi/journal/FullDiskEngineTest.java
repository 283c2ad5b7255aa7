package dev.kawasemi.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.SmallDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state folder on a disk of its own that runs full. */
@Tag("engine")
class FullDiskEngineTest {
    @TempDir
    Path folder;

    private static Journal open(SmallDisk disk) {
        return Journals.sqlite(disk.folder().resolve("kawasemi.db"), new FakeTime());
    }

    @Test
    void whatCannotBeWrittenIsRefusedWholeAndAfterFreeingTheDiskItGoesOn() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("state"), 1024)) {
            List<DeploymentEvent> acknowledged = new ArrayList<>();
            DeploymentId id;
            try (Journal journal = open(disk)) {
                id = journal.nextId();
                acknowledged.add(appended(journal, id, 0));
                disk.fill();
                JournalException full = assertThrows(JournalException.class, () -> {
                    for (int number = 1; ; number++) {
                        acknowledged.add(appended(journal, id, number));
                    }
                });
                assertTrue(
                        full.getMessage().contains("kawasemi.db, but the disk is full (seen: [SQLITE_FULL]"),
                        full.getMessage());
                assertTrue(full.getMessage().contains("free space in " + disk.folder()), full.getMessage());
                assertThrows(JournalException.class, () -> journal.append(id, event(-1)));
                assertThrows(JournalException.class, journal::nextId);
                assertEquals(acknowledged, journal.read().get(id));
                disk.free();
                acknowledged.add(appended(journal, id, 1000));
                assertEquals(acknowledged, journal.read().get(id));
                assertEquals(new DeploymentId(2), journal.nextId());
            }
            try (Journal journal = open(disk)) {
                assertEquals(acknowledged, journal.read().get(id));
            }
        }
    }

    @Test
    void aProcessStartedOnAFullDiskReadsWhatIsThere() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("state"), 1024)) {
            DeploymentId id;
            try (Journal journal = open(disk)) {
                id = journal.nextId();
                appended(journal, id, 1);
            }
            disk.fill();
            JournalException refused = assertThrows(JournalException.class, () -> {
                try (Journal journal = open(disk)) {
                    appended(journal, id, 2);
                }
            });
            assertTrue(refused.getMessage().contains("disk is full"), refused.getMessage());
            disk.free();
            try (Journal journal = open(disk)) {
                assertEquals(List.of(event(1)), journal.read().get(id));
            }
        }
    }

    @Test
    void aDamagedFileOnAFullDiskIsStillThereAndTheMissingCopyIsSaid() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("state"), 1024)) {
            byte[] damaged = "no database\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
            Files.write(disk.folder().resolve("kawasemi.db"), damaged);
            disk.fill();
            JournalException refused = assertThrows(JournalException.class, () -> open(disk));
            assertTrue(refused.getMessage().contains("a copy of it could not be made"), refused.getMessage());
            assertEquals(List.of("filler", "kawasemi.db"), names(disk.folder()));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static DeploymentEvent appended(Journal journal, DeploymentId id, int number) {
        journal.append(id, event(number));
        return event(number);
    }

    private static DeploymentEvent event(int number) {
        return new DeploymentEvent.RetireFailed(JournalContract.AT, "number " + number + " " + "x".repeat(500));
    }
}
