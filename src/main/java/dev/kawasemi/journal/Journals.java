package dev.kawasemi.journal;

import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;

/** Where journals come from. */
public final class Journals {
    private Journals() {}

    /**
     * The journal in this SQLite file, made when absent; its folder must be there. A damaged file is copied beside it and refused: never is a new one begun in
     * its place. Another process's lock on it is waited for up to 5 s, here and by every method of the journal.
     *
     * @throws JournalException when it cannot be opened or is damaged; the message says what to do
     */
    public static Journal sqlite(Path file, TimeSource time) {
        return SqliteJournal.open(file, Duration.ofSeconds(5), time);
    }

    /** Of a host where nothing was done yet, for those who only look: empty, and it cannot be written. */
    public static Journal none() {
        return new NoJournal();
    }
}
