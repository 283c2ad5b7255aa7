package dev.kawasemi.webhook;

import dev.kawasemi.sqlite.SqliteFile;
import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The file {@code webhook.db}: what was taken before, and what was announced. Begun anew when it is damaged: forges can send again. */
final class WebhookStore implements AutoCloseable {
    private static final List<String> MIGRATIONS = List.of("/db/webhook-V001__releases.sql");
    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);

    private final SqliteFile file;
    private final Path path;

    private WebhookStore(SqliteFile file, Path path) {
        this.file = file;
        this.path = path;
    }

    /** @throws IllegalStateException when the file cannot be used; the message says what to do */
    static WebhookStore open(Path path, TimeSource time) {
        try {
            SqliteFile.Manner manner =
                    new SqliteFile.Manner(MIGRATIONS, SqliteFile.WhenDamaged.BEGIN_ANEW, LOCK_WAIT, time::now);
            return new WebhookStore(SqliteFile.open(path, manner), path);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "Tried to open " + path + ", which keeps what webhooks sent, but saw: " + e.getMessage()
                            + ". Free the disk or the lock; the file may be moved away",
                    e);
        }
    }

    <T> T write(SqliteFile.Work<T> work) {
        try {
            return file.write(work);
        } catch (SQLException e) {
            throw trouble("write", e);
        }
    }

    <T> T read(SqliteFile.Work<T> work) {
        try {
            return file.read(work);
        } catch (SQLException e) {
            throw trouble("read", e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (SQLException e) {
            throw trouble("close", e);
        }
    }

    static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            return statement.executeUpdate();
        }
    }

    static void fill(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private IllegalStateException trouble(String what, SQLException e) {
        return new IllegalStateException("Tried to " + what + " " + path + ", but saw: " + e.getMessage(), e);
    }
}
