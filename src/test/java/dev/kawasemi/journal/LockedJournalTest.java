package dev.kawasemi.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.Shows;
import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program that holds the file, and what looking at the whole of it costs. */
@Tag("processes")
class LockedJournalTest {
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final DeploymentEvent DONE = new DeploymentEvent.Completed(JournalContract.AT);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("kawasemi.db");
    }

    private Journal open() {
        return SqliteJournal.open(file(), WAIT, new FakeTime());
    }

    private Connection other() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private void saysWhoAndWhat(String tried, JournalException e) {
        String message = String.valueOf(e.getMessage());
        assertTrue(
                message.startsWith("Tried to " + tried + " the journal " + file()
                        + ", but another process keeps it locked (seen: [SQLITE_BUSY]"),
                message);
        assertTrue(message.contains("`fuser " + file() + "`"), message);
    }

    @Test
    void aLockIsWaitedForAndNamedAndWhenItIsGoneAllGoesOn() throws SQLException {
        try (Journal journal = open();
                Connection other = other();
                Statement lock = other.createStatement()) {
            DeploymentId id = journal.nextId();
            lock.execute("begin exclusive");
            Duration start = TimeSource.system().elapsed();
            saysWhoAndWhat("write to", assertThrows(JournalException.class, () -> journal.append(id, DONE)));
            Duration waited = TimeSource.system().elapsed().minus(start);
            assertTrue(waited.compareTo(WAIT) >= 0, waited.toString());
            saysWhoAndWhat("take a number in", assertThrows(JournalException.class, journal::nextId));
            assertEquals(0, journal.read().size());
            lock.execute("rollback");
            journal.append(id, DONE);
            assertEquals(List.of(DONE), journal.read().get(id));
            assertEquals(new DeploymentId(2), journal.nextId());
        }
    }

    @Test
    void aLockThatKeepsReadersOutTooKeepsItFromOpening() throws SQLException {
        open().close();
        try (Connection other = other();
                Statement lock = other.createStatement()) {
            lock.execute("pragma locking_mode = exclusive");
            lock.execute("begin exclusive");
            lock.execute("insert into deployment (taken_at) values ('now')");
            saysWhoAndWhat("open", assertThrows(JournalException.class, this::open));
            lock.execute("rollback");
        }
        open().close();
    }

    @Test
    void lookingAtTheWholeOfAThousandDeploymentsIsMeasured() throws Exception {
        open().close();
        EventCodec codec = new EventCodec();
        List<DeploymentEvent> events = JournalContract.everyKind();
        try (Connection bulk = other()) {
            bulk.setAutoCommit(false);
            try (Statement id = bulk.createStatement();
                    PreparedStatement insert =
                            bulk.prepareStatement("insert into event (deployment, type, body) values (?, ?, ?)")) {
                for (int number = 1; number <= 1000; number++) {
                    id.execute("insert into deployment (taken_at) values ('then')");
                    for (DeploymentEvent event : events) {
                        insert.setLong(1, number);
                        insert.setString(2, event.getClass().getSimpleName());
                        insert.setString(3, codec.encode(event));
                        insert.executeUpdate();
                    }
                }
            }
            bulk.commit();
        }
        Duration start = TimeSource.system().elapsed();
        try (Journal journal = open()) {
            Duration opened = TimeSource.system().elapsed();
            assertEquals(1000, journal.read().size());
            Duration read = TimeSource.system().elapsed();
            Shows.write("journal-1000-deployments-open-ms", opened.minus(start).toMillis());
            Shows.write("journal-1000-deployments-read-ms", read.minus(opened).toMillis());
        }
    }
}
