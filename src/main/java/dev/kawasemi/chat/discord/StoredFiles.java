package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.ChatFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The files of posts in the outbox's database. They lie there until they are delivered: an SD card is small, and nobody reads them again. */
final class StoredFiles {
    private StoredFiles() {}

    /** In the transaction that saves the post. */
    static void keep(Connection connection, PostRow row) throws SQLException {
        String post = row.slot().key();
        try (PreparedStatement delete = connection.prepareStatement("delete from file where post = ?")) {
            delete.setString(1, post);
            delete.executeUpdate();
        }
        List<ChatFile> files = row.done() ? List.of() : row.wanted().files();
        for (int place = 0; place < files.size(); place++) {
            insert(connection, post, place, files.get(place));
        }
    }

    static void dropThoseOfForgottenPosts(Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from file where post not in (select key from post)")) {
            delete.executeUpdate();
        }
    }

    static List<ChatFile> of(Connection connection, String post) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select name, alt, bytes from file where post = ? order by place")) {
            select.setString(1, post);
            try (ResultSet rows = select.executeQuery()) {
                List<ChatFile> files = new ArrayList<>();
                while (rows.next()) {
                    files.add(new ChatFile(rows.getString(1), rows.getString(2), rows.getBytes(3)));
                }
                return files;
            }
        }
    }

    private static void insert(Connection connection, String post, int place, ChatFile file) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into file values (?, ?, ?, ?, ?)")) {
            insert.setString(1, post);
            insert.setInt(2, place);
            insert.setString(3, file.name());
            insert.setString(4, file.alt());
            insert.setBytes(5, file.bytes());
            insert.executeUpdate();
        }
    }
}
