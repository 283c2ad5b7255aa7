package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.testing.Shows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The journal cannot be written from its n-th write on, for every n and every kind of work: no new forward act begins, what was begun is undone or stays where
 * it is safe. Then there is room again, and either the same process goes on or another one starts without what could not be written.
 */
@Tag("processes")
class FullDiskLoopTest {
    @TempDir
    Path folder;

    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicInteger points = new AtomicInteger();

    @Test
    void nothingIsLostWhicheverWriteFails() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<Void>> works =
                    two.invokeAll(works().map(this::everyWrite).toList(), 5, TimeUnit.MINUTES);
            for (Future<Void> work : works) {
                work.get();
            }
        } finally {
            two.shutdownNow();
        }
        Shows.write("full-disk-points", points.get());
        Shows.write("full-disk-violations", violations.size());
        assertEquals("", String.join("\n", violations), () -> points + " points");
        assertTrue(points.get() > 100, () -> "too few points to mean anything: " + points);
    }

    /** But for the one where the old web goes down as well: no undo can give visitors an answer there. */
    private static Stream<Work> works() {
        return Stream.of(Work.values()).filter(work -> work != Work.NEITHER_COLOUR_COMES_UP);
    }

    private Callable<Void> everyWrite(Work work) {
        return () -> {
            int writes = 0;
            while (fullAfter(work, writes, writes % 2 == 0)) {
                writes++;
            }
            return null;
        };
    }

    /** Whether there was such a write. */
    private boolean fullAfter(Work work, int writes, boolean dies) throws Exception {
        String where = work + " full after " + writes + (dies ? " and killed" : "");
        try (Rig rig = new Rig(Files.createDirectory(folder.resolve(work + "-" + writes)))) {
            Outside outside = work.prepare(rig);
            PowerCut cut = PowerCut.when(words -> rig.powerIsOff);
            rig.engine.close();
            rig.start(cut);
            rig.journal.failAfter(writes);
            work.carryOut(rig, () -> rig.journal.full() && !((SequenceEngine) rig.engine).busy());
            if (!rig.journal.full()) {
                return false;
            }
            points.incrementAndGet();
            rig.awaitIdle();
            outside.settled("with the disk full");
            if (dies) {
                startAgain(rig);
            }
            rig.journal.failFromNowOn(false);
            recover(rig);
            outside.settled("with room again");
            outside.violations().forEach(words -> violations.add(where + ": " + words));
        }
        return true;
    }

    private static void startAgain(Rig rig) {
        rig.powerIsOff = true;
        CrashLoopTest.end(rig);
        rig.powerIsOff = false;
        rig.start();
    }

    private static void recover(Rig rig) throws Exception {
        rig.beat();
        rig.awaitIdle();
        rig.engine.recover().get(10, TimeUnit.SECONDS);
        if (rig.engine.latest(Rig.SHOP).isPresent()) {
            rig.await(now -> !now.phase().acting());
        }
        rig.awaitIdle();
    }
}
