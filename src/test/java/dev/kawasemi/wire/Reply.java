package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;

/** An answer: a missing body means none. */
record Reply(int status, JsonNode body, Map<String, String> headers) {
    static Reply ok(JsonNode body) {
        return new Reply(200, body, Map.of());
    }

    static Reply created(JsonNode body) {
        return new Reply(201, body, Map.of());
    }

    static Reply noContent() {
        return new Reply(204, MissingNode.getInstance(), Map.of());
    }

    static Reply error(int status, int code, String message) {
        return new Reply(status, Json.object().put("message", message).put("code", code), Map.of());
    }

    /** JDA waits by the header and takes a 429 without {@code Via} for a ban by Cloudflare. */
    static Reply tooMany(double seconds, boolean global, int code) {
        var body = Json.object().put("message", "You are being rate limited.");
        body.put("retry_after", seconds).put("global", global);
        if (code != 0) {
            body.put("code", code);
        }
        return new Reply(
                429, body, Map.of("Retry-After", Long.toString((long) Math.ceil(seconds)), "Via", "1.1 stand-in"));
    }
}
