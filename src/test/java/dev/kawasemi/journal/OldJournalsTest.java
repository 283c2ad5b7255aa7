package dev.kawasemi.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.testing.Stories;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an earlier Kawasemi wrote is read. */
class OldJournalsTest {
    private static final Instant AT = Instant.parse("2026-11-28T14:03:00Z");
    private final EventCodec codec = new EventCodec();

    @Test
    void evidenceWithoutAMemoryChangeIsNotMeasured() throws Exception {
        String now = codec.encode(new DeploymentEvent.QuestionAsked(AT, 1, Stories.evidence(3)));
        String then = now.replaceAll("\"memoryChange\":[^,}]+,", "");
        assertTrue(then.length() < now.length(), now);
        DeploymentEvent.QuestionAsked read = (DeploymentEvent.QuestionAsked) codec.decode(then);
        assertTrue(read.evidence().memoryChange().isEmpty());
        assertEquals(Stories.evidence(3).cpuChangePercent(), read.evidence().cpuChangePercent());
        assertEquals(codec.decode(now), new DeploymentEvent.QuestionAsked(AT, 1, Stories.evidence(3)));
    }
}
