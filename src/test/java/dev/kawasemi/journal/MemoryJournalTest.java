package dev.kawasemi.journal;

import dev.kawasemi.testing.MemoryJournal;

class MemoryJournalTest extends JournalContract {
    @Override
    Journal open() {
        return new MemoryJournal();
    }
}
