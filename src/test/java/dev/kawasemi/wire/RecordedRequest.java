package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/**
 * One request as it arrived.
 *
 * @param path without the query and the {@code /api/v10} before it
 * @param route method and path template, as {@code POST /channels/{channel_id}/messages}; empty for an unknown one
 * @param body a missing node when there was none
 * @param at by the stand-in's clock
 * @param elapsed real, monotonic: for the distance between two requests
 * @param status of the answer; 0 when the connection was cut instead
 */
public record RecordedRequest(
        String method, String path, String route, JsonNode body, Instant at, Duration elapsed, int status) {}
