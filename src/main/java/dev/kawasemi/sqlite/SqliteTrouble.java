package dev.kawasemi.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;

/** What SQLite's primary result codes (sqlite.org/rescode.html) mean for a person: what was seen, and what to do. */
public final class SqliteTrouble {
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IO_ERROR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CAN_NOT_OPEN = 14;
    private static final int NOT_A_DATABASE = 26;

    private SqliteTrouble() {}

    /** To be put behind "Tried to write to FILE, but ". */
    public static String words(Path file, SQLException e) {
        String seen = " (seen: " + e.getMessage() + ")";
        return switch (e.getErrorCode()) {
            case BUSY, LOCKED ->
                "another process keeps it locked" + seen
                        + ": `fuser " + file + "` says which; it must let go. A backup is taken by `sqlite3 " + file
                        + " '.backup COPY'`";
            case FULL -> "the disk is full" + seen + ": nothing was written; free space in " + folder(file);
            case IO_ERROR ->
                "reading or writing it failed" + seen + ": look whether the disk is full (`df " + folder(file)
                        + "`) or failing (`dmesg`)";
            case PERM, READONLY, CAN_NOT_OPEN ->
                "it may not be opened or written" + seen + ": it and its folder " + folder(file)
                        + " must belong to the user who runs kawasemi, and the disk must not be mounted read-only";
            case CORRUPT, NOT_A_DATABASE ->
                "it is damaged" + seen + ": stop kawasemi and keep a copy of it; the next start says what can be done";
            default -> String.valueOf(e.getMessage());
        };
    }

    /** What a check found, told as SQLite tells damage that it meets by itself. */
    static SQLException damage(String seen) {
        return new SQLException(seen, null, CORRUPT);
    }

    /** Whether the file itself is what is wrong. */
    static boolean isDamage(SQLException e) {
        return e.getErrorCode() == CORRUPT || e.getErrorCode() == NOT_A_DATABASE;
    }

    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}
