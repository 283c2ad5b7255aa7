package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.testing.Shows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process ends at every journal write and every act on the host, of every kind of work; it is started again, and what must always be true is looked at from
 * outside. Then it is started once more, which must change nothing.
 */
class CrashLoopTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Map<Work, Integer> pointsOf = Collections.synchronizedMap(new EnumMap<>(Work.class));

    /** Where one act goes on beside another. */
    private Executor beside = Runnable::run;

    @Test
    void nothingIsLostWhereverThePowerIsCut() throws Exception {
        everyWork();
        int points = points();
        Shows.write("crash-points", points);
        Shows.write("crash-violations", violations.size());
        noViolations(points);
    }

    /** When the web of the new colour is up before the old workers have yielded: they do so when somebody waits for it. */
    @Test
    @Tag("processes")
    void norWhereTheOldWorkersYieldLate() throws Exception {
        beside = task -> {};
        everyWork();
        noViolations(points());
    }

    private int points() {
        return pointsOf.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void noViolations(int points) {
        assertEquals("", String.join("\n", violations), () -> points + " points: " + pointsOf);
        assertTrue(points > 100, () -> "too few points to mean anything: " + pointsOf);
    }

    private void everyWork() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<Void>> works =
                    two.invokeAll(Stream.of(Work.values()).map(this::everyPoint).toList(), 5, TimeUnit.MINUTES);
            for (Future<Void> work : works) {
                work.get();
            }
        } finally {
            two.shutdownNow();
        }
    }

    private Callable<Void> everyPoint(Work work) {
        return () -> {
            int at = 1;
            while (cutAt(work, at)) {
                at++;
            }
            pointsOf.put(work, at - 1);
            return null;
        };
    }

    /** Whether there was such a boundary. */
    private boolean cutAt(Work work, int at) throws Exception {
        Path state = Files.createDirectory(folder.resolve(work + "-" + at));
        try (Rig rig = new Rig(state)) {
            Outside outside = work.prepare(rig);
            PowerCut cut = new PowerCut(at);
            rig.engine.close();
            rig.beside = beside;
            rig.start(cut);
            try {
                work.carryOut(rig, cut::happened);
            } catch (PowerCut.Gone e) {
                // The process that was asked is gone.
            }
            end(rig);
            if (!cut.happened()) {
                Deployment now = rig.engine.latest(Rig.SHOP).orElseThrow();
                assertEquals(work.end, now.phase(), () -> work + " by itself: " + now.failure());
                return false;
            }
            startAgain(rig, outside);
            work.images(rig, outside);
            outside.violations()
                    .forEach(words -> violations.add(work + " cut " + at + " (" + cut.where() + "): " + words));
        }
        return true;
    }

    /** A process that is gone notes nothing at its end. */
    static void end(Rig rig) {
        try {
            rig.engine.close();
        } catch (PowerCut.Gone e) {
            // Its threads and the kernel's lock are gone with it.
        }
    }

    private static void startAgain(Rig rig, Outside outside) throws Exception {
        rig.start();
        outside.expectSettledWithin(LIMIT);
        recover(rig);
        rest(rig);
        outside.settled("after the recovery");
        rig.engine.close();
        var journal = rig.journal.read();
        List<String> calls = rig.containers.calls();
        List<String> proxied = rig.proxy.calls();
        rig.start();
        recover(rig);
        outside.check(journal.equals(rig.journal.read()), "a second recovery wrote to the journal");
        outside.check(calls.equals(rig.containers.calls()), "a second recovery acted: " + rig.containers.calls());
        outside.check(proxied.equals(rig.proxy.calls()), "a second recovery moved the proxy");
    }

    private static RecoveryReport recover(Rig rig) throws Exception {
        return rig.engine.recover().get(10, TimeUnit.SECONDS);
    }

    private static void rest(Rig rig) throws Exception {
        if (rig.engine.latest(Rig.SHOP).isPresent()) {
            rig.await(now -> !now.phase().acting());
            rig.awaitIdle();
        }
    }
}
