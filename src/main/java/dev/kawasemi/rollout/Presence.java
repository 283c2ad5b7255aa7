package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When somebody was there to hear presses: a file with the last moment, written once a minute and at the end. */
final class Presence {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);

    private final Path file;
    private final Ledger ledger;
    private final TimeSource time;
    private volatile boolean attending;
    private Duration notBefore = Duration.ZERO;

    Presence(Path stateDir, Ledger ledger, TimeSource time) {
        this.file = stateDir.resolve("attended-until");
        this.ledger = ledger;
        this.time = time;
    }

    void attend() {
        Instant now = time.now();
        List<Deployment> open = ledger.all().stream()
                .filter(deployment ->
                        deployment.phase() == Phase.AWAITING_APPROVAL || deployment.phase() == Phase.UNDO_WINDOW)
                .toList();
        Optional<Instant> last = last();
        attending = true;
        note();
        if (last.isPresent() && !open.isEmpty()) {
            ledger.wasAway(last.get().isBefore(now) ? last.get() : now, now, open);
        }
    }

    /** Whether this process is the one whose messages people answer. */
    boolean attending() {
        return attending;
    }

    void beat() {
        if (attending && time.elapsed().compareTo(notBefore) >= 0) {
            note();
        }
    }

    void leave() {
        if (attending) {
            note();
        }
    }

    private void note() {
        notBefore = time.elapsed().plus(NOTE_EVERY);
        try {
            Files.writeString(file, time.now() + "\n");
        } catch (IOException e) {
            LOG.warn("Could not note in {} that somebody is there: {}", file, e.toString());
        }
    }

    private Optional<Instant> last() {
        try {
            return Optional.of(Instant.parse(Files.readString(file).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | java.time.DateTimeException e) {
            LOG.warn("Could not read in {} when somebody was there: {}", file, e.toString());
            return Optional.empty();
        }
    }
}
