package dev.kawasemi.journal;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.sqlite.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

final class SqliteJournal implements Journal {
    private static final List<String> MIGRATIONS = List.of("/db/V001__journal.sql");

    private final Path path;
    private final SqliteFile file;
    private final EventCodec codec = new EventCodec();
    private long seenVersion = -1;

    private SqliteJournal(Path path, SqliteFile file) {
        this.path = path;
        this.file = file;
    }

    static Journal open(Path path) {
        try {
            return new SqliteJournal(path, SqliteFile.open(path, MIGRATIONS));
        } catch (SQLException e) {
            throw new JournalException(
                    "Tried to open the journal " + path + ": " + e.getMessage()
                            + ". Keep a copy of the file, then mend or move it; a fresh start is never made by itself",
                    e);
        }
    }

    @Override
    public DeploymentId nextId() {
        return attempt("take a number in", () -> file.write(SqliteJournal::insertDeployment));
    }

    @Override
    public void append(DeploymentId id, DeploymentEvent event) {
        String body = codec.encode(event);
        attempt(
                "write to",
                () -> file.write(connection -> {
                    try (PreparedStatement insert = connection.prepareStatement(
                            "insert into event (deployment, type, body) values (?, ?, ?)")) {
                        insert.setLong(1, id.number());
                        insert.setString(2, event.getClass().getSimpleName());
                        insert.setString(3, body);
                        return insert.executeUpdate();
                    }
                }));
    }

    @Override
    public Map<DeploymentId, List<DeploymentEvent>> read() {
        return attempt("read", () -> file.read(this::all));
    }

    @Override
    public synchronized boolean changedElsewhere() {
        // Changes when another connection has committed (sqlite.org/pragma.html#pragma_data_version).
        long version = attempt("look at", () -> file.read(SqliteJournal::dataVersion));
        boolean changed = version != seenVersion;
        seenVersion = version;
        return changed;
    }

    private static long dataVersion(Connection connection) throws SQLException {
        try (PreparedStatement pragma = connection.prepareStatement("pragma data_version");
                ResultSet row = pragma.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public void close() {
        attempt("close", () -> {
            file.close();
            return 0;
        });
    }

    private static DeploymentId insertDeployment(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into deployment (taken_at) values (datetime('now')) returning id")) {
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new DeploymentId(row.getLong(1));
            }
        }
    }

    private Map<DeploymentId, List<DeploymentEvent>> all(Connection connection) throws SQLException {
        Map<DeploymentId, List<DeploymentEvent>> all = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("select deployment, body from event order by seq");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                all.computeIfAbsent(new DeploymentId(rows.getLong(1)), id -> new ArrayList<>())
                        .add(codec.decode(rows.getString(2)));
            }
        }
        return all;
    }

    private <T> T attempt(String what, Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (SQLException e) {
            throw new JournalException("Tried to " + what + " the journal " + path + ": " + e.getMessage(), e);
        }
    }

    private interface Attempt<T> {
        T run() throws SQLException;
    }
}
