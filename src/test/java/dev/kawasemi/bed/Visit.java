package dev.kawasemi.bed;

import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request on one connection, nothing retried.
 *
 * @param at when it was sent
 * @param status 0 where there was no answer
 * @param color what the proxy's header says: blue, green, or empty
 * @param version what the app says of itself, or empty
 * @param problem empty unless there was no answer
 */
public record Visit(Instant at, Duration took, int status, String color, String version, String problem) {
    private static final Pattern STATUS = Pattern.compile("\\AHTTP/1\\.[01] ([0-9]{3})");
    private static final Pattern COLOR = Pattern.compile("(?im)^X-Kawasemi-Color: *([a-z]*)");
    private static final Pattern VERSION = Pattern.compile("\"version\": *\"([^\"]*)\"");
    private static final int LIMIT_MS = 10_000;

    public boolean ok() {
        return status == 200;
    }

    /** GET over HTTP/1.0, so that the connection ends with the answer. */
    public static Visit to(URI url) {
        TimeSource time = TimeSource.system();
        Instant at = time.now();
        Duration began = time.elapsed();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), LIMIT_MS);
            socket.setSoTimeout(LIMIT_MS);
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            String request = "GET " + url.getRawPath() + query + " HTTP/1.0\r\nHost: " + url.getHost() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String status = first(STATUS, answer);
            return new Visit(
                    at,
                    time.elapsed().minus(began),
                    status.isEmpty() ? 0 : Integer.parseInt(status),
                    first(COLOR, answer),
                    first(VERSION, answer),
                    status.isEmpty() ? "an empty answer" : "");
        } catch (IOException e) {
            return new Visit(at, time.elapsed().minus(began), 0, "", "", e.toString());
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
