package dev.kawasemi.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.testing.FakeTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged journal is copied, said so and refused: never does an empty one take its place. */
class DamagedJournalTest {
    private static final int PAGE = 4096;

    private final FakeTime time = new FakeTime();

    @TempDir
    Path folder;

    private Path file = Path.of("unset");

    @BeforeEach
    void write() {
        file = folder.resolve("kawasemi.db");
        try (Journal journal = open()) {
            for (int number = 0; number < 5; number++) {
                DeploymentId id = journal.nextId();
                JournalContract.everyKind().forEach(event -> journal.append(id, event));
            }
        }
    }

    private Journal open() {
        return Journals.sqlite(file, time);
    }

    private List<Path> copies() throws IOException {
        try (Stream<Path> beside = Files.list(folder)) {
            return beside.filter(path -> path.getFileName().toString().startsWith("kawasemi.db.damaged-"))
                    .sorted()
                    .toList();
        }
    }

    /** The start is refused, the original is as it was, the copy is the same. The message. */
    private String refused(byte[] damaged) throws IOException {
        Files.write(file, damaged);
        Files.setLastModifiedTime(file, FileTime.from(time.now().minus(Duration.ofMinutes(1))));
        String message = refusal();
        assertArrayEquals(damaged, Files.readAllBytes(file));
        assertEquals(1, copies().size());
        assertArrayEquals(damaged, Files.readAllBytes(copies().get(0)));
        assertTrue(message.contains("a copy of it is kept as " + copies().get(0)), message);
        return message;
    }

    private String refusal() {
        String message = assertThrows(JournalException.class, () -> {
                    try (Journal journal = open()) {
                        journal.read();
                    }
                })
                .getMessage();
        assertTrue(message.contains(file.toString()), message);
        assertTrue(message.contains("`kawasemi repair APP --active COLOR`"), message);
        return message;
    }

    @Test
    void bytesThatAreNoDatabase() throws IOException {
        String message = refused("this is not a database at all\n".repeat(200).getBytes(StandardCharsets.UTF_8));
        assertTrue(message.contains("seen: [SQLITE_NOTADB]"), message);
        assertTrue(copies().get(0).toString().endsWith(".damaged-20261122T140000Z"), copies().toString());
    }

    @Test
    void pagesOfNoise() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 5 * PAGE, 7 * PAGE, (byte) 0xa5);
        String message = refused(bytes);
        assertTrue(message.contains("the file is damaged (seen: "), message);
    }

    @Test
    void theEndCutOff() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        refused(Arrays.copyOf(bytes, bytes.length / 2));
    }

    @Test
    void nothingLeftButTheName() throws IOException {
        String message = refused(new byte[0]);
        assertTrue(message.contains("it is empty, 0 bytes"), message);
    }

    @Test
    void theFileGoneButItsLogThere() throws IOException {
        Files.delete(file);
        Files.writeString(folder.resolve("kawasemi.db-wal"), "what was not yet worked into the file");
        String message = refusal();
        assertTrue(message.contains("it is gone, but its write-ahead log is there"), message);
        assertEquals(1, copies().size());
        assertTrue(copies().get(0).toString().endsWith("Z-wal"), copies().toString());
        assertTrue(Files.notExists(file));
    }

    @Test
    void anotherProcesssFirstMomentIsNoDamage() throws IOException {
        Files.write(file, new byte[0]);
        Files.setLastModifiedTime(file, FileTime.from(time.now().minus(Duration.ofSeconds(1))));
        try (Journal journal = open()) {
            assertEquals(new DeploymentId(1), journal.nextId());
        }
    }

    @Test
    void theLogIsKeptWithTheFile() throws IOException, SQLException {
        try (Journal running = open()) {
            running.append(new DeploymentId(1), new DeploymentEvent.Completed(JournalContract.AT));
            byte[] log = Files.readAllBytes(folder.resolve("kawasemi.db-wal"));
            assertTrue(log.length > 0);
            byte[] bytes = Files.readAllBytes(file);
            Arrays.fill(bytes, 5 * PAGE, 7 * PAGE, (byte) 0xa5);
            Files.write(file, bytes);
            refusal();
            assertEquals(2, copies().size());
            assertArrayEquals(log, Files.readAllBytes(copies().get(1)));
        }
    }

    @Test
    void aServiceStartedAgainAndAgainDoesNotFillTheDiskWithCopies() throws IOException {
        refused("this is not a database at all\n".repeat(200).getBytes(StandardCharsets.UTF_8));
        for (int start = 0; start < 5; start++) {
            time.advance(Duration.ofSeconds(5));
            assertTrue(refusal().contains(copies().get(0).toString()));
        }
        assertEquals(1, copies().size());
        Files.writeString(file, "and other damage\n".repeat(200));
        refusal();
        assertEquals(2, copies().size());
    }

    /** Such a flip SQLite cannot see: it is in the middle of a text. */
    @Test
    void aTextThatIsNoEventIsNamed() throws Exception {
        sql("update event set body = replace(body, '{', '[') where seq = 17");
        String message = refusal();
        assertTrue(message.contains("event 17, of deployment 1, is not in a form"), message);
        assertTrue(message.contains("A copy of it is kept as " + copies().get(0)), message);
    }

    @Test
    void theFileOfANewerVersionIsRefusedAsSuchAndIsNoDamage() throws Exception {
        sql("pragma user_version = 99");
        JournalException refused = assertThrows(JournalException.class, this::open);
        assertTrue(
                refused.getMessage()
                        .contains(
                                file + ", but it was written by a newer Kawasemi (form 99, this one knows 2): install"),
                refused.getMessage());
        assertEquals(List.of(), copies());
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement change = connection.createStatement()) {
            change.execute(statement);
        }
    }
}
