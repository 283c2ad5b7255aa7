package dev.kawasemi.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.Shows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A writing process that is killed -9 at moments of no choosing. */
@Tag("processes")
class KilledWriterTest {
    private static final int KILLS = 5;

    @TempDir
    Path folder;

    @Test
    void nothingThatWasAcknowledgedIsLostAndNothingIsHalfWritten() throws Exception {
        Path file = folder.resolve("kawasemi.db");
        int acknowledgedInAll = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            int acknowledged = killedAfter(file, 7 * kill * kill);
            acknowledgedInAll += acknowledged;
            try (Journal journal = Journals.sqlite(file, new FakeTime())) {
                List<DeploymentEvent> there = journal.read().get(new DeploymentId(kill));
                // One more may be there: written, and killed before it could be said.
                assertTrue(
                        there.size() == acknowledged || there.size() == acknowledged + 1,
                        acknowledged + " were acknowledged, " + there.size() + " are there");
                assertEquals(
                        IntStream.rangeClosed(1, there.size())
                                .mapToObj(Appender::event)
                                .toList(),
                        there);
                assertEquals(kill, journal.read().size());
            }
        }
        Shows.write("journal-kills", KILLS);
        Shows.write("journal-acknowledged", acknowledgedInAll);
        Shows.write("journal-acknowledged-lost", 0);
    }

    /** How many events were acknowledged when it was gone: it goes on writing while the signal is on its way. */
    private static int killedAfter(Path file, int acknowledged) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Appender.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
            int count = 0;
            // A line cut short by the kill does not come: the writes are far smaller than what a pipe takes at once.
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                count++;
                if (count == acknowledged) {
                    // Not the process's own method: that one closes the stream, and what was said until the end must be
                    // read.
                    writer.toHandle().destroyForcibly();
                }
            }
            assertTrue(count >= acknowledged, "the writer ended by itself after " + count);
            return count;
        } finally {
            writer.destroyForcibly();
            assertTrue(writer.waitFor(10, TimeUnit.SECONDS));
        }
    }
}
