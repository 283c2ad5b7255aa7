package dev.kawasemi.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One SQLite file with one connection: durable at every commit, used by one thread at a time. Other processes may have it open too; a lock of theirs is waited
 * for up to {@link Manner#lockWait}.
 */
public final class SqliteFile implements AutoCloseable {
    /** A file without a byte that is not older may be another process's that begins just now. */
    private static final Duration BEGINNING = Duration.ofSeconds(10);

    private final Connection connection;
    private final Supplier<Optional<Path>> copier;
    private final Optional<Path> damaged;

    private SqliteFile(Connection connection, Supplier<Optional<Path>> copier, Optional<Path> damaged) {
        this.connection = connection;
        this.copier = copier;
        this.damaged = damaged;
    }

    /** What is done with a file that is damaged. */
    public enum WhenDamaged {
        /** It is copied, left as it is, and not opened: for what cannot be told from anywhere else. */
        REFUSE,
        /** It is moved aside and a new one begun: for what can be done without. */
        BEGIN_ANEW
    }

    /**
     * How a file is opened.
     *
     * @param migrations class-path names of SQL scripts in their order; the file's {@code user_version} counts those it has had
     * @param lockWait how long another process's lock is waited for, each time
     * @param clock for the names of what is kept
     */
    public record Manner(List<String> migrations, WhenDamaged whenDamaged, Duration lockWait, InstantSource clock) {}

    /**
     * Opens or makes the file and brings it to the newest form. The whole file is looked at.
     *
     * @throws DamagedFileException when it is damaged and shall be refused then
     * @throws SQLException when the file cannot be opened or comes from a newer Kawasemi
     */
    public static SqliteFile open(Path file, Manner manner) throws SQLException {
        Path path = file.toAbsolutePath();
        Supplier<Optional<Path>> copier =
                () -> new DamagedFile(path, manner.clock().instant()).copy();
        try {
            return new SqliteFile(connect(path, manner), copier, Optional.empty());
        } catch (DamagedFileException e) {
            if (manner.whenDamaged() == WhenDamaged.REFUSE) {
                throw e;
            }
            Path aside = movedAside(path, manner);
            return new SqliteFile(connect(path, manner), copier, Optional.of(aside));
        }
    }

    private static Path movedAside(Path path, Manner manner) throws SQLException {
        try {
            return new DamagedFile(path, manner.clock().instant()).moveAside();
        } catch (IOException e) {
            throw new SQLException("it is damaged and cannot be moved aside: " + e, e);
        }
    }

    private static Connection connect(Path path, Manner manner) throws SQLException {
        refuseEmptied(path, manner);
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path);
        try {
            execute(connection, "pragma busy_timeout = " + manner.lockWait().toMillis());
            check(connection);
            execute(connection, "pragma journal_mode = wal");
            // FULL: a commit is on the disk before it returns, also after a power cut
            // (sqlite.org/pragma.html#pragma_synchronous).
            execute(connection, "pragma synchronous = full");
            migrate(connection, manner.migrations());
            return connection;
        } catch (SQLException e) {
            // Before the connection is closed: closing works the write-ahead log into the file.
            SQLException told = SqliteTrouble.isDamage(e) ? damaged(path, manner, e) : e;
            connection.close();
            throw told;
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** SQLite takes a file without a byte, and one that is gone though its log is there, for a new one; what was in it would be forgotten in silence. */
    private static void refuseEmptied(Path path, Manner manner) throws SQLException {
        try {
            boolean log = DamagedFile.size(DamagedFile.part(path, "-wal")) > 0;
            if (!Files.exists(path)) {
                if (log) {
                    throw damaged(path, manner, SqliteTrouble.damage("it is gone, but its write-ahead log is there"));
                }
            } else if (Files.size(path) == 0 && (log || !beginsJustNow(path, manner))) {
                throw damaged(path, manner, SqliteTrouble.damage("it is empty, 0 bytes"));
            }
        } catch (IOException e) {
            throw new SQLException("it cannot be looked at: " + e, e);
        }
    }

    private static boolean beginsJustNow(Path path, Manner manner) throws IOException {
        Duration age = Duration.between(
                Files.getLastModifiedTime(path).toInstant(), manner.clock().instant());
        return !age.isNegative() && age.compareTo(BEGINNING) < 0;
    }

    private static DamagedFileException damaged(Path path, Manner manner, SQLException seen) {
        Optional<Path> copy = manner.whenDamaged() == WhenDamaged.REFUSE
                ? new DamagedFile(path, manner.clock().instant()).copy()
                : Optional.empty();
        return new DamagedFileException(String.valueOf(seen.getMessage()), copy, seen);
    }

    /** Reads every page, which opening does not (sqlite.org/pragma.html#pragma_quick_check). */
    private static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("pragma quick_check(1)")) {
            String seen = rows.next() ? rows.getString(1) : "no answer to quick_check";
            if (!seen.equals("ok")) {
                throw SqliteTrouble.damage(seen);
            }
        }
    }

    /** Where the damaged file is that this one was begun in place of. */
    public Optional<Path> begunInPlaceOf() {
        return damaged;
    }

    /** Copies the file as it is, for when what the rows say turns out to be damaged. Empty when that failed. */
    public synchronized Optional<Path> keepCopy() {
        return copier.get();
    }

    /** Runs the work in one transaction: all of it is durable when this returns, or none of it was done. */
    public synchronized <T> T write(Work<T> work) throws SQLException {
        execute(connection, "begin immediate");
        boolean done = false;
        try {
            T result = work.on(connection);
            execute(connection, "commit");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack();
            }
        }
    }

    /** Runs work that only reads. */
    public synchronized <T> T read(Work<T> work) throws SQLException {
        return work.on(connection);
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }

    private void rollBack() {
        try {
            execute(connection, "rollback");
        } catch (SQLException e) {
            // The failure that led here is on its way up; SQLite has rolled back by itself where this is refused.
        }
    }

    private static void migrate(Connection connection, List<String> migrations) throws SQLException {
        int had = version(connection);
        if (had > migrations.size()) {
            throw new SQLException("it was written by a newer Kawasemi (form " + had + ", this one knows "
                    + migrations.size() + "): install that version or a newer one");
        }
        for (int number = had; number < migrations.size(); number++) {
            execute(connection, "begin immediate");
            if (version(connection) == number) {
                for (String statement : script(migrations.get(number)).split(";", -1)) {
                    if (!statement.isBlank()) {
                        execute(connection, statement);
                    }
                }
                execute(connection, "pragma user_version = " + (number + 1));
            }
            execute(connection, "commit");
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("pragma user_version")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static String script(String name) {
        try (InputStream in = SqliteFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its own file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the program's own file " + name + " cannot be read", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What is done with the connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
