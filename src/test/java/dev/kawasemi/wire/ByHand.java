package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Requests written by hand: what no well-made client would send. */
record ByHand(DiscordStandIn discord) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        int code() {
            return body.path("code").asInt();
        }

        String id() {
            return body.path("id").asText();
        }
    }

    Answer send(String method, String path, String json) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(discord.apiUrl() + path))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bot " + discord.token())
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
        String body = response.body();
        return new Answer(
                response.statusCode(), body.isEmpty() ? MissingNode.getInstance() : Json.parse(body), response);
    }

    Answer post(String json) throws IOException, InterruptedException {
        return send("POST", "channels/" + discord.channelId() + "/messages", json);
    }

    Answer edit(String message, String json) throws IOException, InterruptedException {
        return send("PATCH", "channels/" + discord.channelId() + "/messages/" + message, json);
    }

    Answer callback(Interaction interaction, String json) throws IOException, InterruptedException {
        return send("POST", "interactions/" + interaction.id() + "/" + interaction.token() + "/callback", json);
    }

    Answer editOriginal(Interaction interaction, String json) throws IOException, InterruptedException {
        return send(
                "PATCH",
                "webhooks/" + discord.applicationId() + "/" + interaction.token() + "/messages/@original",
                json);
    }
}
