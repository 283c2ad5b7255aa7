package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Slot;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.sqlite.SqliteFile;
import dev.kawasemi.sqlite.SqliteTrouble;
import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the Discord side must not forget, in one SQLite file: durable when a method returns. Every method throws {@link OutboxException} when it could not. */
final class OutboxStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxStore.class);
    private static final Duration LOCK_WAIT = Duration.ofSeconds(5);
    private static final List<String> MIGRATIONS = List.of("/db/chat-V001__outbox.sql", "/db/chat-V002__file.sql");
    /** Far more than anybody scrolls back and presses; keeps the file small on an SD card. */
    private static final long KEPT_DEPLOYMENTS = 1000;

    private final Path path;
    private final SqliteFile file;
    private final MessageCodec codec = new MessageCodec();

    private OutboxStore(Path path, SqliteFile file) {
        this.path = path;
        this.file = file;
    }

    /** A damaged file is moved aside and a new one begun: what happened is in the journal, here is only where it was shown. */
    static OutboxStore open(Path path, TimeSource time) {
        SqliteFile.Manner manner =
                new SqliteFile.Manner(MIGRATIONS, SqliteFile.WhenDamaged.BEGIN_ANEW, LOCK_WAIT, time::now);
        try {
            SqliteFile file = SqliteFile.open(path, manner);
            file.begunInPlaceOf()
                    .ifPresent(aside -> LOG.error(
                            "{} was damaged and a new one is begun; the old one is kept as {}. It held which Discord messages belong to"
                                    + " which deployment: those are no longer edited, and what is open is shown anew",
                            path,
                            aside));
            return new OutboxStore(path, file);
        } catch (SQLException e) {
            throw new OutboxException(
                    "Tried to open " + path + ", but " + SqliteTrouble.words(path, e)
                            + ". It holds which Discord messages belong to which deployment: mend it, or move it away to go on"
                            + " with new messages",
                    e);
        }
    }

    void save(PostRow row) {
        write("save a message in", connection -> savePost(connection, row));
    }

    /** A newer copy stands: both facts at once, so that no crash leaves two with buttons. */
    void saveRenewed(PostRow row, OldCopy old) {
        write("save a message in", connection -> {
            update(connection, "insert or ignore into old_copy values (?, ?)", old.messageId(), old.channelId());
            return savePost(connection, row);
        });
    }

    Optional<PostRow> post(String key) {
        return posts("where key = ?", key).stream().findFirst();
    }

    Optional<PostRow> postByMessage(String messageId) {
        return posts("where message_id = ?", messageId).stream().findFirst();
    }

    Optional<PostRow> root(DeploymentId deployment) {
        return posts("where kind = 'ROOT' and deployment = ?", deployment.number()).stream()
                .findFirst();
    }

    List<PostRow> unfinishedPosts() {
        return posts("where done = ?", 0);
    }

    void save(ThreadRow row) {
        write("save a thread in", connection -> {
            update(
                    connection,
                    "delete from post where deployment <= ?",
                    row.deployment().number() - KEPT_DEPLOYMENTS);
            update(
                    connection,
                    "delete from thread where deployment <= ?",
                    row.deployment().number() - KEPT_DEPLOYMENTS);
            StoredFiles.dropThoseOfForgottenPosts(connection);
            return update(
                    connection,
                    "insert or replace into thread values (?, ?, ?, ?, ?)",
                    row.deployment().number(),
                    row.title(),
                    row.member(),
                    row.id(),
                    row.state().name());
        });
    }

    Optional<ThreadRow> thread(DeploymentId deployment) {
        return threads("where deployment = ?", deployment.number()).stream().findFirst();
    }

    List<ThreadRow> unfinishedThreads() {
        return threads("where state in ('WANTED', ?)", "OPEN");
    }

    List<OldCopy> oldCopies() {
        return query(
                "select * from old_copy", row -> new OldCopy(row.getString("channel_id"), row.getString("message_id")));
    }

    void remove(OldCopy copy) {
        write(
                "update",
                connection -> update(connection, "delete from old_copy where message_id = ?", copy.messageId()));
    }

    Optional<String> fact(String name) {
        return query("select value from fact where name = ?", row -> row.getString(1), name).stream()
                .findFirst();
    }

    void setFact(String name, String value) {
        write("update", connection -> update(connection, "insert or replace into fact values (?, ?)", name, value));
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (SQLException e) {
            throw new OutboxException("Tried to close " + path + ": " + e.getMessage(), e);
        }
    }

    private int savePost(Connection connection, PostRow row) throws SQLException {
        Optional<Standing> standing = row.standing();
        StoredFiles.keep(connection, row);
        return update(
                connection,
                // An upsert keeps the row's place: after a restart messages go out in the order they were first shown.
                "insert into post values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (key) do update set"
                        + " payload = excluded.payload, done = excluded.done, copy = excluded.copy,"
                        + " channel_id = excluded.channel_id, message_id = excluded.message_id,"
                        + " created_at = excluded.created_at",
                row.slot().key(),
                row.slot().deployment().number(),
                row.slot().name(),
                row.slot().place().name(),
                row.slot().kind().name(),
                codec.encode(row.wanted()),
                row.done() ? 1 : 0,
                row.copy(),
                standing.map(Standing::channelId).orElse(""),
                standing.map(Standing::messageId).orElse(""),
                standing.map(at -> at.since().toEpochMilli()).orElse(0L));
    }

    private List<PostRow> posts(String where, Object value) {
        return query("select * from post " + where + " order by deployment, rowid", this::post, value);
    }

    private PostRow post(ResultSet row) throws SQLException {
        Slot slot = new Slot(
                new DeploymentId(row.getLong("deployment")),
                row.getString("name"),
                Slot.Place.valueOf(row.getString("place")),
                Slot.Kind.valueOf(row.getString("kind")));
        String messageId = row.getString("message_id");
        Optional<Standing> standing = messageId.isEmpty()
                ? Optional.empty()
                : Optional.of(new Standing(
                        row.getString("channel_id"), messageId, Instant.ofEpochMilli(row.getLong("created_at"))));
        ChatMessage wanted = codec.decode(row.getString("payload"))
                .withFiles(StoredFiles.of(row.getStatement().getConnection(), slot.key()));
        return new PostRow(slot, wanted, row.getInt("done") == 1, row.getInt("copy"), standing);
    }

    private List<ThreadRow> threads(String where, Object value) {
        return query(
                "select * from thread " + where + " order by deployment",
                row -> new ThreadRow(
                        new DeploymentId(row.getLong("deployment")),
                        row.getString("title"),
                        row.getString("member_id"),
                        row.getString("thread_id"),
                        ThreadRow.State.valueOf(row.getString("state"))),
                value);
    }

    private <T> List<T> query(String sql, RowReader<T> reader, Object... values) {
        try {
            return file.read(connection -> {
                try (PreparedStatement select = prepare(connection, sql, values);
                        ResultSet rows = select.executeQuery()) {
                    List<T> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(reader.read(rows));
                    }
                    return found;
                }
            });
        } catch (SQLException e) {
            throw new OutboxException("Tried to read " + path + ", but " + SqliteTrouble.words(path, e), e);
        }
    }

    private void write(String what, SqliteFile.Work<Integer> work) {
        try {
            file.write(work);
        } catch (SQLException e) {
            throw new OutboxException("Tried to " + what + " " + path + ", but " + SqliteTrouble.words(path, e), e);
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = prepare(connection, sql, values)) {
            return update.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
