package dev.kawasemi.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kawasemi.webhook.WebhookSettings.Hook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * For every other sender: {@code {"version": "v1.2.3", "changes": ["…"]}} with two headers, {@code X-Kawasemi-Timestamp} (Unix seconds) and {@code
 * X-Kawasemi-Signature} ({@code sha256=} and the HMAC of the timestamp, a dot and the body). The time is signed with it, so an old request is refused even
 * where what came before was forgotten.
 */
final class SignedPost {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    /** Either way: clocks differ, and a Pi has none of its own. */
    private static final Duration APART = Duration.ofMinutes(5);

    private SignedPost() {}

    static void check(Hook hook, Inbound request, Instant now) throws Refused {
        String signature = request.needed("X-Kawasemi-Signature");
        String timestamp = request.needed("X-Kawasemi-Timestamp");
        byte[] signed = (timestamp + ".").getBytes(StandardCharsets.UTF_8);
        if (!hook.secret().signed(signature, signed, request.body())) {
            throw new Refused(401, "the signature is not this app's");
        }
        if (!SECONDS.matcher(timestamp).matches()) {
            throw new Refused(401, "X-Kawasemi-Timestamp is a number of seconds since 1970");
        }
        Duration apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        if (apart.abs().compareTo(APART) > 0) {
            throw new Refused(
                    401,
                    "the request's time and this host's are more than 5 minutes apart (here it is " + now
                            + "): send it anew, and mind both clocks");
        }
    }

    static NewRelease read(Hook hook, Inbound request) throws Refused {
        Payload payload = Payload.of(request.body());
        List<String> changes = new ArrayList<>();
        for (JsonNode change : payload.at("/changes")) {
            if (change.isTextual() && changes.size() < NewRelease.MOST_CHANGES) {
                changes.add(change.asText());
            }
        }
        return new NewRelease(hook.app(), payload.version("/version", hook.versions()), changes);
    }
}
