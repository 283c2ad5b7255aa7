package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kawasemi.testing.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The outbox's file is only a view: damaged, it is moved aside and a new one begun, loudly. */
class DamagedOutboxTest {
    private final FakeTime time = new FakeTime();
    private final Logger logger = (Logger) LoggerFactory.getLogger(OutboxStore.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    Path folder;

    private Path file = Path.of("unset");

    @BeforeEach
    void write() {
        log.start();
        logger.addAppender(log);
        file = folder.resolve("chat.db");
        try (OutboxStore store = OutboxStore.open(file, time)) {
            store.setFact("last", "1");
        }
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aDamagedFileIsMovedAsideANewOneIsBegunAndTheLogSaysSo() throws IOException {
        String damaged = "no database at all\n".repeat(300);
        Files.writeString(file, damaged);
        try (OutboxStore store = OutboxStore.open(file, time)) {
            assertEquals(Optional.empty(), store.fact("last"));
            store.setFact("last", "2");
        }
        assertEquals(List.of("chat.db", "chat.db.damaged-20261122T140000Z"), names());
        assertEquals(damaged, Files.readString(folder.resolve("chat.db.damaged-20261122T140000Z")));
        assertEquals(1, log.list.size());
        String said = log.list.get(0).getFormattedMessage();
        assertTrue(said.startsWith(file + " was damaged and a new one is begun"), said);
        assertTrue(said.contains("kept as " + folder.resolve("chat.db.damaged-20261122T140000Z")), said);
        try (OutboxStore store = OutboxStore.open(file, time)) {
            assertEquals(Optional.of("2"), store.fact("last"));
        }
        assertEquals(1, log.list.size());
    }

    @Test
    void anEmptiedFileAndALogWithoutItsFileAreDamageToo() throws IOException {
        Files.write(file, new byte[0]);
        Files.setLastModifiedTime(file, FileTime.from(time.now().minus(Duration.ofHours(1))));
        OutboxStore.open(file, time).close();
        Files.delete(file);
        Files.writeString(folder.resolve("chat.db-wal"), "rest");
        OutboxStore.open(file, time).close();
        assertEquals(2, log.list.size());
    }

    @Test
    void theFileOfANewerVersionIsNoDamageAndStaysInItsPlace() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement change = connection.createStatement()) {
            change.execute("pragma user_version = 99");
        }
        OutboxException refused = assertThrows(OutboxException.class, () -> OutboxStore.open(file, time));
        assertTrue(refused.getMessage().contains("written by a newer Kawasemi"), refused.getMessage());
        assertEquals(List.of("chat.db"), names());
    }
}
