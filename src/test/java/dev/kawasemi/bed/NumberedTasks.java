package dev.kawasemi.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tasks with numbers, so that a lost one has a name. What was done is read from the folder that the workers write to. */
public final class NumberedTasks {
    private final URI publicUrl;
    private final Path results;
    private final Set<Integer> accepted = new TreeSet<>();
    private int last;

    NumberedTasks(URI publicUrl, Path results) {
        this.publicUrl = publicUrl;
        this.results = results;
    }

    /**
     * Queues so many more through the public entry.
     *
     * @param each CPU time that each of them takes
     * @throws AssertionError when one is not accepted
     */
    public void enqueue(int count, Duration each) {
        enqueue(publicUrl, count, each);
    }

    /** The same through another entry, as a visitor who still has a connection to the old colour. */
    public synchronized void enqueue(URI entry, int count, Duration each) {
        for (int i = 0; i < count; i++) {
            int number = ++last;
            Visit visit = Visit.to(entry.resolve("/enqueue/" + number + "?ms=" + each.toMillis()));
            if (!visit.ok()) {
                throw new AssertionError("task " + number + " was not accepted: " + visit);
            }
            accepted.add(number);
        }
    }

    public synchronized Set<Integer> accepted() {
        return Set.copyOf(accepted);
    }

    /** The numbers of all that were done, by either colour. */
    public Set<Integer> finished() {
        return new TreeSet<>(finishedNumbers());
    }

    /** The same in the order in which they were done, as often as each was. */
    public List<Integer> finishedNumbers() {
        return lines().stream().map(line -> Integer.valueOf(line.get(0))).toList();
    }

    /** How many times a task was done that had been done before. */
    public int doneAgain() {
        return lines().size() - finished().size();
    }

    /** When each was done, earliest first. */
    public List<Instant> finishedAt() {
        return lines().stream()
                .map(line -> Instant.ofEpochMilli(Math.round(Double.parseDouble(line.get(1)) * 1000)))
                .sorted()
                .toList();
    }

    public Set<Integer> unfinished() {
        Set<Integer> numbers = new TreeSet<>(accepted());
        numbers.removeAll(finished());
        return numbers;
    }

    public void awaitAllFinished(Duration limit) {
        Eventually.holds(limit, "all tasks done", () -> unfinished().isEmpty(), () -> "not done: " + unfinished());
    }

    /** Number, time, version, colour, container of each line, as tasks.py writes them. */
    private List<List<String>> lines() {
        Path log = results.resolve("done.log");
        if (!Files.exists(log)) {
            return List.of();
        }
        try (var lines = Files.lines(log)) {
            return lines.map(line -> List.of(line.split(" ", -1))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to read what the workers did", e);
        }
    }
}
