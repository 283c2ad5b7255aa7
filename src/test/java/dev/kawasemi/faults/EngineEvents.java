package dev.kawasemi.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kawasemi.bed.Eventually;
import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.Neighbour;
import dev.kawasemi.deployment.Color;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What must be true at every moment, judged by what the engine itself tells of each start, end and removal: unlike looks from time to time it has no gaps.
 * Two schedulers at once, a volume or image that is removed, and anything done to somebody else's container is told to the one who asked.
 */
final class EngineEvents implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ExampleBed bed;
    private final Consumer<String> violated;
    private final Process process;
    private final Neighbour neighbour;
    private final String neighbourBefore;
    /** Container to colour. */
    private final Map<String, Color> schedulers = new HashMap<>();

    private final AtomicInteger starts = new AtomicInteger();
    private volatile boolean listening;
    private volatile boolean watching;

    /** From before the bed's first container, and with a neighbour. */
    EngineEvents(ExampleBed bed, Consumer<String> violated) throws IOException {
        this.bed = bed;
        this.violated = violated;
        process = new ProcessBuilder("docker", "events", "--format", "{{json .}}")
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .start();
        Thread reader = new Thread(this::read, "engine-events");
        reader.setDaemon(true);
        reader.start();
        neighbour = settled();
        neighbourBefore = neighbour.state();
        watching = true;
    }

    /** It says nothing when it begins to listen, so neighbours move in until one is noticed. */
    private Neighbour settled() {
        Optional<Neighbour> noticed = Optional.empty();
        for (int attempt = 0; noticed.isEmpty(); attempt++) {
            Neighbour one = bed.neighbour();
            try {
                Eventually.holds(Duration.ofSeconds(5), "the engine tells", () -> listening, () -> "nothing");
                noticed = Optional.of(one);
            } catch (AssertionError e) {
                one.close();
                if (attempt == 3) {
                    throw e;
                }
            }
        }
        return noticed.orElseThrow();
    }

    /** How many schedulers' starts were seen: 0 would mean that nothing is judged here. */
    int starts() {
        return starts.get();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                happened(JSON.readTree(line));
            }
        } catch (IOException | RuntimeException e) {
            if (watching) {
                violated.accept("the engine's events cannot be read any more: " + e);
            }
        }
    }

    private void happened(JsonNode event) {
        JsonNode attributes = event.path("Actor").path("Attributes");
        String action = event.path("Action").asText();
        switch (event.path("Type").asText()) {
            case "container" -> container(event.path("Actor").path("ID").asText(), action, attributes);
            case "volume" ->
                removed(action, "volume " + event.path("Actor").path("ID").asText());
            case "image" -> removed(action, "image " + attributes.path("name").asText());
            default -> {}
        }
    }

    private void container(String id, String action, JsonNode attributes) {
        String project = attributes.path("com.docker.compose.project").asText();
        if (project.startsWith(bed.project() + "next")) {
            listening |= action.equals("start");
            if (watching) {
                violated.accept("a neighbour's container: " + action);
            }
            return;
        }
        for (Color color : Color.values()) {
            boolean scheduler =
                    attributes.path("com.docker.compose.service").asText().equals("beat");
            if (scheduler && project.equals(bed.project(color))) {
                scheduler(id, action, color);
            }
        }
    }

    private void scheduler(String id, String action, Color color) {
        if (action.equals("start")) {
            starts.incrementAndGet();
            schedulers.put(id, color);
            if (schedulers.size() > 1) {
                violated.accept("more than one scheduler runs: " + schedulers.values());
            }
        } else if (action.equals("die")) {
            schedulers.remove(id);
        }
    }

    private void removed(String action, String what) {
        boolean gone = action.equals("destroy") || action.equals("delete") || action.equals("untag");
        if (watching && gone && what.contains(bed.project())) {
            violated.accept(what + ": " + action);
        }
    }

    @Override
    public void close() {
        if (!neighbour.state().equals(neighbourBefore)) {
            violated.accept("a neighbour's container: " + neighbourBefore + " -> " + neighbour.state());
        }
        watching = false;
        neighbour.close();
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
