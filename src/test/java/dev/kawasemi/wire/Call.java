package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A request on its way to its endpoint.
 *
 * @param route the path's template, as Discord's reference writes it
 * @param path the values in the path, by name
 * @param query likewise
 * @param body a missing node when there was none
 * @param arrived real, monotonic: before anything was done with it
 */
record Call(
        String method,
        String route,
        Map<String, String> path,
        Map<String, String> query,
        JsonNode body,
        List<Attachment> files,
        Duration arrived) {
    String in(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException(route + " has no {" + name + "}");
        }
        return value;
    }

    /** What one bucket is for: the route and the channel, guild or webhook in it (Discord's reference, "Rate Limits"). */
    String bucket() {
        return method + " " + route + " "
                + path.getOrDefault("channel_id", path.getOrDefault("guild_id", path.getOrDefault("webhook_id", "")));
    }
}
