package dev.kawasemi.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.testing.FakeTime;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContract {
    @TempDir
    Path folder;

    @Override
    Journal open() {
        return Journals.sqlite(folder.resolve("kawasemi.db"), new FakeTime());
    }

    @Test
    void keepsEverythingOverARestartAndNeverGivesANumberAgain() {
        DeploymentId id;
        try (Journal journal = open()) {
            id = journal.nextId();
            journal.append(id, new DeploymentEvent.Completed(AT));
        }
        try (Journal journal = open()) {
            assertEquals(
                    List.of(new DeploymentEvent.Completed(AT)), journal.read().get(id));
            assertEquals(new DeploymentId(2), journal.nextId());
        }
    }

    @Test
    void twoProcessesSeeEachOthersEvents() {
        try (Journal one = open();
                Journal other = open()) {
            DeploymentId id = one.nextId();
            one.append(id, new DeploymentEvent.Completed(AT));
            assertTrue(other.changedElsewhere());
            assertEquals(1, other.read().get(id).size());
            assertFalse(other.changedElsewhere());
        }
    }
}
