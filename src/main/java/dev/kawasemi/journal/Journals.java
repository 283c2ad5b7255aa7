package dev.kawasemi.journal;

import java.nio.file.Path;

/** Where journals come from. */
public final class Journals {
    private Journals() {}

    /**
     * The journal in this SQLite file, made when absent; its folder must be there.
     *
     * @throws JournalException when it cannot be opened or is damaged
     */
    public static Journal sqlite(Path file) {
        return SqliteJournal.open(file);
    }
}
