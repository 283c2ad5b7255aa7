package dev.kawasemi.journal;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The leases' SQL. */
final class LeaseTable {
    private LeaseTable() {}

    static boolean take(Connection connection, Lease lease) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into lease (app, owner_origin, owner_id, owner_name, reason, since, origin, end_millis, left_millis)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (app) do update set owner_name = excluded.owner_name, reason = excluded.reason,
                    since = excluded.since, origin = excluded.origin, end_millis = excluded.end_millis,
                    left_millis = excluded.left_millis
                where lease.owner_origin = excluded.owner_origin and lease.owner_id = excluded.owner_id
                """)) {
            insert.setString(1, lease.app().value());
            insert.setString(2, lease.owner().origin().name());
            insert.setString(3, lease.owner().id());
            insert.setString(4, lease.owner().name());
            insert.setString(5, lease.reason());
            insert.setString(6, lease.since().toString());
            insert.setString(7, lease.origin());
            insert.setLong(8, lease.end().toMillis());
            insert.setLong(9, lease.left().toMillis());
            return insert.executeUpdate() == 1;
        }
    }

    static int note(Connection connection, Lease lease) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update lease set origin = ?, end_millis = ?, left_millis = ? where app = ? and since = ?")) {
            update.setString(1, lease.origin());
            update.setLong(2, lease.end().toMillis());
            update.setLong(3, lease.left().toMillis());
            update.setString(4, lease.app().value());
            update.setString(5, lease.since().toString());
            return update.executeUpdate();
        }
    }

    static int drop(Connection connection, Lease lease) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from lease where app = ? and since = ?")) {
            delete.setString(1, lease.app().value());
            delete.setString(2, lease.since().toString());
            return delete.executeUpdate();
        }
    }

    static List<Lease> all(Connection connection) throws SQLException {
        List<Lease> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("select * from lease order by app");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                all.add(lease(rows));
            }
        }
        return all;
    }

    private static Lease lease(ResultSet row) throws SQLException {
        Actor owner = new Actor(
                Actor.Origin.valueOf(row.getString("owner_origin")),
                row.getString("owner_id"),
                row.getString("owner_name"));
        return new Lease(
                new AppName(row.getString("app")),
                owner,
                row.getString("reason"),
                Instant.parse(row.getString("since")),
                row.getString("origin"),
                Duration.ofMillis(row.getLong("end_millis")),
                Duration.ofMillis(row.getLong("left_millis")));
    }
}
