package dev.kawasemi.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * One SQLite file with one connection: durable at every commit, used by one thread at a time. Other processes may have it open too; a lock of theirs is waited
 * for up to 5 s.
 */
public final class SqliteFile implements AutoCloseable {
    private final Connection connection;

    private SqliteFile(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens or makes the file and brings it to the newest form.
     *
     * @param migrations class-path names of SQL scripts in their order; the file's {@code user_version} counts those it has had
     * @throws SQLException when the file cannot be opened, is damaged, or comes from a newer Kawasemi
     */
    public static SqliteFile open(Path file, List<String> migrations) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
        try {
            execute(connection, "pragma busy_timeout = 5000");
            execute(connection, "pragma journal_mode = wal");
            // FULL: a commit is on the disk before it returns, also after a power cut
            // (sqlite.org/pragma.html#pragma_synchronous).
            execute(connection, "pragma synchronous = full");
            migrate(connection, migrations);
            return new SqliteFile(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
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
