package dev.kawasemi.chat.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import net.dv8tion.jda.api.JDAInfo;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Asks Discord's REST for a few facts, without a session: log-ins to the gateway are counted, these are not. */
final class RestReader implements AutoCloseable {
    /** All of one request; a person waits for the sum of a few. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** As JDA sends it: Discord's reference ("User Agent") wants the library's address and version. */
    private static final String AGENT = "DiscordBot (" + JDAInfo.GITHUB + ", " + JDAInfo.VERSION + ")";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DiscordSettings settings;
    private final OkHttpClient client = new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .callTimeout(LIMIT)
            .build();

    RestReader(DiscordSettings settings) {
        this.settings = settings;
    }

    /**
     * What Discord said.
     *
     * @param body missing where it is no JSON
     * @param code Discord's own error code; 0 without one
     * @param date of Discord's clock, to the second; empty where the answer has none
     */
    record Answer(int status, JsonNode body, int code, Optional<Instant> date) {
        boolean ok() {
            return status == 200;
        }
    }

    /**
     * @param path as {@code users/@me}
     * @throws IOException when nobody answered; its message is without the token
     */
    Answer get(String path) throws IOException {
        Request request = new Request.Builder()
                .url(settings.apiUrl() + path)
                .header("Authorization", "Bot " + settings.token().reveal())
                .header("User-Agent", AGENT)
                .build();
        try (Response response = client.newCall(request).execute()) {
            JsonNode body = parsed(response.body().string());
            return new Answer(
                    response.code(),
                    body,
                    body.path("code").asInt(0),
                    Optional.ofNullable(response.headers().getDate("Date")).map(Date::toInstant));
        } catch (InterruptedIOException e) {
            throw new IOException("no answer in " + LIMIT.toSeconds() + " s", e);
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // A proxy's page, say. The status tells enough.
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}
