package dev.kawasemi.webhook;

import dev.kawasemi.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;

/** Which bodies were taken before, over restarts, by their digests; the newest {@value #KEPT} are kept. Safe for many threads. */
final class SqliteSeen {
    private static final int KEPT = 10_000;

    private final WebhookStore store;
    private final TimeSource time;

    SqliteSeen(WebhookStore store, TimeSource time) {
        this.store = store;
        this.time = time;
    }

    /** Whether this is the first time; from then on it is not. Durable when this returns. */
    boolean first(String path, byte[] body) {
        String digest = digest(path, body);
        return store.write(connection -> insert(connection, digest));
    }

    /** Takes it back: what came of the body could not be noted, so that it may be sent again. */
    void forget(String path, byte[] body) {
        String digest = digest(path, body);
        store.write(connection -> WebhookStore.update(connection, "delete from seen where digest = ?", digest));
    }

    private boolean insert(Connection connection, String digest) throws SQLException {
        long now = time.now().toEpochMilli();
        int inserted =
                WebhookStore.update(connection, "insert or ignore into seen (digest, at) values (?, ?)", digest, now);
        WebhookStore.update(connection, "delete from seen where id <= (select max(id) from seen) - ?", KEPT);
        return inserted > 0;
    }

    private static String digest(String path, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
