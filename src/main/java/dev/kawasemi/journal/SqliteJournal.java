package dev.kawasemi.journal;

import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.sqlite.DamagedFileException;
import dev.kawasemi.sqlite.SqliteFile;
import dev.kawasemi.sqlite.SqliteTrouble;
import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

final class SqliteJournal implements Journal {
    private static final List<String> MIGRATIONS = List.of("/db/V001__journal.sql", "/db/V002__lease.sql");

    private final Path path;
    private final SqliteFile file;
    private final EventCodec codec = new EventCodec();
    private long seenVersion = -1;

    private SqliteJournal(Path path, SqliteFile file) {
        this.path = path;
        this.file = file;
    }

    static Journal open(Path path, Duration lockWait, TimeSource time) {
        SqliteFile.Manner manner =
                new SqliteFile.Manner(MIGRATIONS, SqliteFile.WhenDamaged.REFUSE, lockWait, time::now);
        try {
            return new SqliteJournal(path, SqliteFile.open(path, manner));
        } catch (DamagedFileException e) {
            throw new JournalException(
                    "Tried to open the journal " + path + ", but " + e.getMessage() + ". " + wayOut(path), e);
        } catch (SQLException e) {
            throw trouble("open", path, e);
        }
    }

    /** Never a fresh start by itself: a deploy under way would be forgotten, and two colours could work side by side. */
    private static String wayOut(Path path) {
        return "Kawasemi does not start without it. Either put a backup of it in its place (without "
                + path.getFileName()
                + "-wal and -shm), start, and run `kawasemi repair APP --active COLOR` for each app with the colour that serves; or"
                + " move all three away: then all deploys up to now are forgotten, and the next one starts from where the proxy leads";
    }

    private static JournalException trouble(String what, Path path, SQLException e) {
        return new JournalException(
                "Tried to " + what + " the journal " + path + ", but " + SqliteTrouble.words(path, e), e);
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
    public boolean takeLease(Lease lease) {
        return attempt("write to", () -> file.write(connection -> LeaseTable.take(connection, lease)));
    }

    @Override
    public void noteLease(Lease lease) {
        attempt("write to", () -> file.write(connection -> LeaseTable.note(connection, lease)));
    }

    @Override
    public void dropLease(Lease lease) {
        attempt("write to", () -> file.write(connection -> LeaseTable.drop(connection, lease)));
    }

    @Override
    public List<Lease> leases() {
        return attempt("read", () -> file.read(LeaseTable::all));
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
        try (PreparedStatement select =
                        connection.prepareStatement("select deployment, body, seq from event order by seq");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                all.computeIfAbsent(new DeploymentId(rows.getLong(1)), id -> new ArrayList<>())
                        .add(decoded(rows.getString(2), rows.getLong(1), rows.getLong(3)));
            }
        }
        return all;
    }

    private DeploymentEvent decoded(String body, long deployment, long seq) {
        try {
            return codec.decode(body);
        } catch (EventCodec.Unknown e) {
            String copy =
                    file.keepCopy().map(at -> "A copy of it is kept as " + at).orElse("Keep a copy of it");
            throw new JournalException(
                    "Tried to read the journal " + path + ", but event " + seq + ", of deployment " + deployment
                            + ", is not in a form that this Kawasemi knows (" + e.getMessage() + "). " + copy
                            + ". If a newer Kawasemi ran here, install that one again; else the file is damaged. "
                            + wayOut(path),
                    e);
        }
    }

    private <T> T attempt(String what, Attempt<T> attempt) {
        try {
            return attempt.run();
        } catch (SQLException e) {
            throw trouble(what, path, e);
        }
    }

    private interface Attempt<T> {
        T run() throws SQLException;
    }
}
