package dev.kawasemi.container;

import dev.kawasemi.deployment.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** A colour's own queue, asked by the app's commands inside the broker's container. */
final class TaskQueue {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST_TASKS = 20;
    private static final int LONGEST_TASK = 100;

    private final Docker docker;
    private final Inspection inspection;
    /** By project, as it was when it was last looked for. */
    private final Map<String, SeenContainer> brokers = new ConcurrentHashMap<>();

    TaskQueue(Docker docker, Inspection inspection) {
        this.docker = docker;
        this.inspection = inspection;
    }

    OptionalLong depth(ComposeApp.Queue queue, Stack stack) {
        if (queue.depthCommands().isEmpty()) {
            return OptionalLong.empty();
        }
        return broker(queue, stack)
                .map(id -> OptionalLong.of(queue.depthCommands().stream()
                        .mapToLong(program -> number(queue.service(), id, program))
                        .sum()))
                .orElse(OptionalLong.empty());
    }

    List<String> running(ComposeApp.Queue queue, Stack stack) {
        if (queue.runningCommand().isEmpty()) {
            return List.of();
        }
        return broker(queue, stack)
                .map(id -> output("name the running tasks in " + queue.service(), id, queue.runningCommand()))
                .orElse("")
                .lines()
                .map(TaskQueue::plain)
                .filter(line -> !line.isEmpty())
                .limit(MOST_TASKS)
                .toList();
    }

    /** The id of the broker's container, if it runs. While its main process is seen to live no docker process is started to find it. */
    private Optional<String> broker(ComposeApp.Queue queue, Stack stack) {
        return Optional.ofNullable(brokers.get(stack.project()))
                .filter(seen -> seen.service().equals(queue.service()) && lives(seen))
                .or(() -> find(queue, stack))
                .map(SeenContainer::id);
    }

    private static boolean lives(SeenContainer seen) {
        return ProcessHandle.of(seen.status().pid()).map(ProcessHandle::isAlive).orElse(false);
    }

    private Optional<SeenContainer> find(ComposeApp.Queue queue, Stack stack) {
        brokers.remove(stack.project());
        Optional<SeenContainer> found = inspection.ofProject(stack.project()).stream()
                .filter(seen -> seen.status().running() && seen.service().equals(queue.service()))
                .findFirst();
        found.ifPresent(seen -> brokers.put(stack.project(), seen));
        return found;
    }

    private long number(String service, String id, List<String> program) {
        String tried = "count the waiting tasks in " + service + " with " + program.get(0);
        try {
            return Long.parseUnsignedLong(output(tried, id, program).strip());
        } catch (NumberFormatException e) {
            throw new ContainerException("Tried to " + tried + " but it printed no whole number");
        }
    }

    private String output(String tried, String id, List<String> program) {
        return docker.must(tried, Docker.command(LIMIT, DockerCommands.exec(id, program)), Redaction.none());
    }

    /** The app's own words end in a chat and a terminal: no control and no invisible format characters (Unicode's Cc and Cf, unpaired surrogates). */
    private static String plain(String line) {
        int[] shown = line.codePoints()
                .map(point -> Character.isWhitespace(point) ? ' ' : point)
                .filter(TaskQueue::isShown)
                .toArray();
        String text = new String(shown, 0, shown.length).strip();
        return text.codePointCount(0, text.length()) <= LONGEST_TASK
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TASK - 1)) + "…";
    }

    private static boolean isShown(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
    }
}
