package dev.kawasemi.webhook;

import dev.kawasemi.chat.Announcement;
import dev.kawasemi.chat.Announcements;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Version;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Announcements in {@code webhook.db}; the newest {@value #KEPT} are kept. */
final class SqliteAnnouncements implements Announcements {
    private static final int KEPT = 200;
    private static final String ALL = "select number, app, version, changes, after, state, by, at from announcement ";

    private final WebhookStore store;

    SqliteAnnouncements(WebhookStore store) {
        this.store = store;
    }

    @Override
    public Announcement add(Announcement one) {
        long number = store.write(connection -> insert(connection, one));
        return new Announcement(
                number, one.app(), one.version(), one.changes(), one.after(), one.state(), one.by(), one.at());
    }

    private static long insert(Connection connection, Announcement one) throws SQLException {
        WebhookStore.update(
                connection,
                "insert into announcement (app, version, changes, after, state, by, at) values (?, ?, ?, ?, ?, ?, ?)",
                one.app().value(),
                one.version().value(),
                String.join("\n", one.changes()),
                one.after().number(),
                one.state().name(),
                one.by(),
                one.at().toEpochMilli());
        try (PreparedStatement last = connection.prepareStatement("select max(number) from announcement");
                ResultSet row = last.executeQuery()) {
            long number = row.next() ? row.getLong(1) : 0;
            WebhookStore.update(connection, "delete from announcement where number <= ?", number - KEPT);
            return number;
        }
    }

    @Override
    public Optional<Announcement> find(long number) {
        return one(ALL + "where number = ?", number);
    }

    @Override
    public Optional<Announcement> open(AppName app) {
        return one(
                ALL + "where app = ? and state = ? order by number desc limit 1",
                app.value(),
                Announcement.State.OPEN.name());
    }

    @Override
    public boolean settle(Announcement.State from, Announcement to) {
        return store.write(connection -> WebhookStore.update(
                        connection,
                        "update announcement set state = ?, by = ?, at = ? where number = ? and state = ?",
                        to.state().name(),
                        to.by(),
                        to.at().toEpochMilli(),
                        to.number(),
                        from.name()))
                > 0;
    }

    private Optional<Announcement> one(String sql, Object... values) {
        return store.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                WebhookStore.fill(statement, values);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(read(row)) : Optional.empty();
                }
            }
        });
    }

    private static Announcement read(ResultSet row) throws SQLException {
        return new Announcement(
                row.getLong("number"),
                new AppName(row.getString("app")),
                new Version(row.getString("version")),
                row.getString("changes").lines().toList(),
                new DeploymentId(row.getLong("after")),
                Announcement.State.valueOf(row.getString("state")),
                row.getString("by"),
                Instant.ofEpochMilli(row.getLong("at")));
    }
}
