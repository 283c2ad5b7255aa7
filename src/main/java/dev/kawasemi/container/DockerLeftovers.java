package dev.kawasemi.container;

import dev.kawasemi.process.MarkedProcess;
import dev.kawasemi.process.MarkedProcesses;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends the docker programs of a Kawasemi that was killed: while one goes on, what is looked at changes under our hands. Only Docker's own programs are
 * touched; something else, such as a script of the user's, may carry the mark because one of them started it.
 */
final class DockerLeftovers {
    /** Docker's command line, and its plugins for Compose and for builds. */
    private static final Set<String> PROGRAMS = Set.of("docker", "docker-compose", "docker-buildx");

    /** They change no container, and may go on for an hour. */
    private static final Set<String> GETS_IMAGES = Set.of("pull", "build");

    private static final Duration GENTLE = Duration.ofSeconds(5);
    private static final Duration LAST = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final TimeSource time;
    private final MarkedProcesses processes;
    private final Map<Long, Duration> askedAt = new HashMap<>();
    private final Set<Long> killed = new HashSet<>();
    private final List<String> sentences = new ArrayList<>();

    DockerLeftovers(TimeSource time, MarkedProcesses processes) {
        this.time = time;
        this.processes = processes;
    }

    /** Returns when all are gone; what was ended, a sentence each. Once per object. */
    List<String> end(Duration patience) {
        Duration begun = time.elapsed();
        List<MarkedProcess> left = look();
        while (!left.isEmpty()) {
            Duration waited = time.elapsed().minus(begun);
            if (waited.compareTo(patience.plus(GENTLE).plus(LAST)) > 0) {
                throw new ContainerException(
                        "Tried to end what an earlier Kawasemi left behind but " + named(left.get(0))
                                + " is still there after it was killed; see why (ps, dmesg), or restart this host");
            }
            left.forEach(process -> treat(process, waited.compareTo(patience) >= 0));
            pause();
            left = look();
        }
        return List.copyOf(sentences);
    }

    private List<MarkedProcess> look() {
        return processes.leftBehind().stream()
                .filter(process -> PROGRAMS.contains(process.program()))
                .toList();
    }

    private void treat(MarkedProcess process, boolean patienceIsOver) {
        Duration asked = askedAt.get(process.pid());
        if (asked != null) {
            if (time.elapsed().minus(asked).compareTo(GENTLE) >= 0) {
                process.kill();
                if (killed.add(process.pid())) {
                    sentences.add(named(process) + " did not end when asked: it was killed");
                }
            }
        } else if (patienceIsOver || getsImages(process)) {
            process.terminate();
            askedAt.put(process.pid(), time.elapsed());
            sentences.add(named(process) + " of an earlier Kawasemi was ended");
        }
    }

    private static boolean getsImages(MarkedProcess process) {
        return DockerVerb.of(process.argv()).filter(GETS_IMAGES::contains).isPresent();
    }

    private static String named(MarkedProcess process) {
        return DockerVerb.named(process.argv()) + " (process " + process.pid() + ")";
    }

    private void pause() {
        try {
            time.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Interrupted while programs that were left behind were ended");
        }
    }
}
