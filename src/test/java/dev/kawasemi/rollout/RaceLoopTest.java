package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.deployment.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something is asked at every boundary of a deploy, between each write of the journal and each act on the host. */
@Tag("processes")
class RaceLoopTest {
    private static final Answer NOT_YET = new Answer.Refused(Answer.Reason.BUSY, List.of());

    @TempDir
    Path folder;

    private final List<String> violations = new ArrayList<>();
    private final AtomicBoolean happened = new AtomicBoolean();
    private final AtomicBoolean accepted = new AtomicBoolean();

    @Test
    void aCancelAtEveryBoundaryEndsWithTheOldColour() throws Exception {
        int at = 1;
        while (askedAt(at, Asked.CANCEL)) {
            at++;
        }
        assertEquals("", String.join("\n", violations));
        assertTrue(at > 40, "boundaries: " + at);
    }

    @Test
    void aShutdownAtEveryBoundaryIsUndoneBeforeTheCommitPointAndGoesOnAfterIt() throws Exception {
        int at = 1;
        while (askedAt(at, Asked.SHUTDOWN)) {
            at++;
        }
        assertEquals("", String.join("\n", violations));
        assertTrue(at > 40, "boundaries: " + at);
    }

    /** What comes in between. */
    private enum Asked {
        CANCEL,
        SHUTDOWN
    }

    /** Whether there was such a boundary. */
    private boolean askedAt(int at, Asked asked) throws Exception {
        happened.set(false);
        accepted.set(false);
        try (Rig rig = new Rig(Files.createDirectory(folder.resolve(asked + "-" + at)))) {
            Outside outside = Work.DEPLOY_WITH_OLD_TASKS.prepare(rig);
            PowerCut cut = PowerCut.insteadAt(at, () -> ask(rig, asked));
            rig.engine.close();
            rig.start(cut);
            var unused = rig.engine.deploy(DeployRequest.of(Rig.SHOP, new Version("v2"), Rig.ALICE));
            rig.await(now -> now.version().value().equals("v2") || happened.get());
            rig.await(now -> !now.phase().acting() || (asked == Asked.SHUTDOWN && happened.get()));
            rig.awaitIdle();
            if (!happened.get()) {
                return false;
            }
            Deployment now = asked == Asked.SHUTDOWN
                    ? startedAgain(rig)
                    : rig.engine.latest(Rig.SHOP).orElseThrow();
            outside.settled("at rest");
            if (now.version().value().equals("v2") && !right(now, asked).contains(now.phase())) {
                violations.add(at + " (" + cut.where() + "): ended " + now.phase() + " " + now.failure());
            }
            outside.violations().forEach(words -> violations.add(at + " (" + cut.where() + "): " + words));
            return true;
        }
    }

    private void ask(Rig rig, Asked asked) {
        happened.set(true);
        if (asked == Asked.CANCEL) {
            accepted.set(rig.engine.cancel(Rig.SHOP, Rig.BOB).getNow(NOT_YET) instanceof Answer.Accepted);
        } else {
            ((SequenceEngine) rig.engine).leave();
        }
    }

    /** A cancel that was accepted is heard; it is not while there is no deploy yet. By a shutdown nothing goes back that serves. */
    private Set<Phase> right(Deployment now, Asked asked) {
        if (asked == Asked.SHUTDOWN) {
            return now.committed() ? EnumSet.of(Phase.AWAITING_APPROVAL) : EnumSet.of(Phase.ABORTED);
        }
        return accepted.get()
                ? EnumSet.of(now.committed() ? Phase.ROLLED_BACK : Phase.ABORTED)
                : EnumSet.of(Phase.AWAITING_APPROVAL);
    }

    private static Deployment startedAgain(Rig rig) throws Exception {
        rig.engine.close();
        rig.start();
        rig.engine.recover().get(10, TimeUnit.SECONDS);
        Deployment now = rig.await(d -> !d.phase().acting());
        rig.awaitIdle();
        assertTrue(now.decidedBy().filter(by -> !by.equals(Actor.KAWASEMI)).isEmpty());
        return now;
    }
}
