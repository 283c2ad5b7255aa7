package dev.kawasemi.journal;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sqlite.SQLiteConfig;

/**
 * Looks into the journal of another process without the right to write. So what a killed process left (SQLite's write-ahead log) stays as it is for that
 * process to find: a connection that may write would tidy it up when it is closed.
 */
public final class JournalReader implements AutoCloseable {
    private static final String FORM = "select seq, deployment, type, body from event";

    private final Connection connection;
    private final EventCodec codec = new EventCodec();

    private JournalReader(Connection connection) {
        this.connection = connection;
    }

    public static JournalReader open(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(5000);
        try {
            return new JournalReader(config.createConnection("jdbc:sqlite:" + file));
        } catch (SQLException e) {
            throw new IllegalStateException("Tried to open " + file, e);
        }
    }

    public Map<DeploymentId, List<DeploymentEvent>> all() {
        Map<DeploymentId, List<DeploymentEvent>> all = new TreeMap<>();
        rows(FORM + " order by seq", 0)
                .forEach(row -> all.computeIfAbsent(new DeploymentId(row.deployment()), id -> new ArrayList<>())
                        .add(decode(row)));
        return all;
    }

    public List<DeploymentEvent> of(DeploymentId id) {
        return rows(FORM + " where deployment = ? order by seq", id.number()).stream()
                .map(row -> decode(row))
                .toList();
    }

    /** Every event as it is written, to the letter. */
    public List<String> asWritten() {
        return rows(FORM + " order by seq", 0).stream().map(Row::toString).toList();
    }

    private DeploymentEvent decode(Row row) {
        try {
            return codec.decode(row.body());
        } catch (EventCodec.Unknown e) {
            throw new IllegalStateException("an event that this Kawasemi does not know: " + row, e);
        }
    }

    private record Row(long seq, long deployment, String type, String body) {}

    private List<Row> rows(String sql, long deployment) {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            if (sql.contains("?")) {
                select.setLong(1, deployment);
            }
            List<Row> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("Tried to read the journal", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("Tried to close the journal", e);
        }
    }
}
