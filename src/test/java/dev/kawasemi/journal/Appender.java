package dev.kawasemi.journal;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.time.TimeSource;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process of its own that appends until it is killed and prints the number of each event once it is acknowledged. */
final class Appender {
    private static final int MORE_THAN_IT_LIVES = 1_000_000;

    private Appender() {}

    public static void main(String[] args) throws IOException {
        try (Journal journal = Journals.sqlite(Path.of(args[0]), TimeSource.system());
                FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            DeploymentId id = journal.nextId();
            for (int number = 1; number < MORE_THAN_IT_LIVES; number++) {
                journal.append(id, event(number));
                out.write((id.number() + " " + number + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    static DeploymentEvent event(int number) {
        return new DeploymentEvent.RetireFailed(JournalContract.AT, "number " + number);
    }
}
