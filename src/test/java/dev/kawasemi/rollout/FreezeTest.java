package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.host.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A frozen app is not deployed, by nobody; everything that goes back or ends something passes. */
class FreezeTest {
    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();
    private Rig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new Rig(folder);
        rig.v1OnBlue();
        rig.engine.addListener(new Told());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void nobodyDeploysAFrozenAppAndNothingIsTouched() throws Exception {
        freeze(Rig.BOB, Duration.ofHours(4));
        List<String> before = rig.containers.calls();
        Answer.Frozen answer = assertInstanceOf(Answer.Frozen.class, rig.deploy("v2"));
        assertEquals("db migration", answer.freeze().reason());
        assertEquals(Rig.BOB, answer.freeze().owner());
        assertEquals(rig.time.now().plus(Duration.ofHours(4)), answer.freeze().ends());
        assertEquals(before, rig.containers.calls());
        assertEquals(1, rig.engine.history().size());
    }

    @Test
    void goingBackAndApprovingPass() throws Exception {
        rig.deployed("v2");
        freeze(Rig.BOB, Duration.ofHours(4));
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.ALICE, Optional.of(1), 0));
        rig.await(Phase.UNDO_WINDOW);
        rig.awaitIdle();
        rig.ask(rig.engine.undo(Rig.SHOP, Rig.ALICE));
        rig.await(Phase.AWAITING_APPROVAL);
        rig.awaitIdle();
        rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.ALICE));
        rig.await(Phase.ROLLED_BACK);
    }

    @Test
    void anEarlierReleaseIsDeployedAnewThoughFrozen() throws Exception {
        rig.deployed("v2");
        rig.ask(rig.engine.approve(Rig.SHOP, Rig.ALICE, Optional.of(1), 0));
        rig.await(Phase.UNDO_WINDOW);
        rig.time.advance(Duration.ofMinutes(10));
        rig.await(Phase.COMPLETED);
        rig.awaitIdle();
        freeze(Rig.BOB, Duration.ofHours(4));
        Answer.Accepted anew =
                assertInstanceOf(Answer.Accepted.class, rig.ask(rig.engine.rollBack(Rig.SHOP, Rig.ALICE)));
        assertEquals("v1", anew.deployment().version().value());
    }

    @Test
    void aFreezeEndsByItselfAndIsToldOnce() throws Exception {
        freeze(Rig.BOB, Duration.ofMinutes(30));
        rig.time.advance(Duration.ofMinutes(29));
        rig.beat();
        assertInstanceOf(Answer.Frozen.class, rig.deploy("v2"));
        rig.time.advance(Duration.ofMinutes(1));
        rig.beat();
        rig.beat();
        assertEquals(List.of("frozen by Bob", "ran out"), told);
        assertEquals(Phase.AWAITING_APPROVAL, rig.deployed("v2").phase());
    }

    @Test
    void aJumpOfTheClockNeverShortensAFreeze() throws Exception {
        freeze(Rig.BOB, Duration.ofHours(4));
        rig.time.jumpWallClock(Duration.ofDays(9000));
        rig.beat();
        Answer.Frozen answer = assertInstanceOf(Answer.Frozen.class, rig.deploy("v2"));
        assertEquals(rig.time.now().plus(Duration.ofHours(4)), answer.freeze().ends());
    }

    @Test
    void aRestartOfTheProcessChangesNothing() throws Exception {
        freeze(Rig.BOB, Duration.ofHours(4));
        rig.close();
        rig.time.advance(Duration.ofHours(3));
        rig.start();
        assertInstanceOf(Answer.Frozen.class, rig.deploy("v2"));
        rig.time.advance(Duration.ofHours(1));
        rig.beat();
        assertEquals(Optional.empty(), rig.engine.frozen(Rig.SHOP));
    }

    @Test
    void aRebootKeepsWhatWasLeft() throws Exception {
        freeze(Rig.BOB, Duration.ofHours(4));
        rig.time.advance(Duration.ofHours(3));
        rig.beat();
        rig.close();
        rig.time.reboot(Duration.ofDays(3));
        rig.start();
        Freeze freeze = rig.engine.frozen(Rig.SHOP).orElseThrow();
        assertEquals(rig.time.now().plus(Duration.ofHours(1)), freeze.ends());
        rig.time.advance(Duration.ofHours(1));
        assertEquals(Optional.empty(), rig.engine.frozen(Rig.SHOP));
    }

    @Test
    void aFullDiskKeepsNobodyFromLookingAtALeaseThatIsOver() {
        freeze(Rig.BOB, Duration.ofMinutes(30));
        rig.journal.failFromNowOn(true);
        rig.time.advance(Duration.ofMinutes(5));
        rig.beat();
        assertTrue(rig.engine.frozen(Rig.SHOP).isPresent());
        rig.time.advance(Duration.ofMinutes(25));
        assertEquals(Optional.empty(), rig.engine.frozen(Rig.SHOP));
        rig.journal.failFromNowOn(false);
    }

    @Test
    void onlyTheOwnerGivesAFreezeAnotherEnd() {
        freeze(Rig.BOB, Duration.ofHours(4));
        FreezeAnswer.HeldBy held = assertInstanceOf(
                FreezeAnswer.HeldBy.class, rig.engine.freeze(Rig.SHOP, Rig.ALICE, "mine", Duration.ofDays(1)));
        assertEquals(Rig.BOB, held.freeze().owner());
        freeze(Rig.BOB, Duration.ofMinutes(5));
        assertEquals(
                rig.time.now().plus(Duration.ofMinutes(5)),
                rig.engine.frozen(Rig.SHOP).orElseThrow().ends());
    }

    @Test
    void whatIsOverKeepsNobodyFromFreezing() {
        freeze(Rig.BOB, Duration.ofMinutes(1));
        rig.time.advance(Duration.ofMinutes(2));
        freeze(Rig.ALICE, Duration.ofMinutes(1));
        assertEquals(Rig.ALICE, rig.engine.frozen(Rig.SHOP).orElseThrow().owner());
    }

    @Test
    void aLiftIsToldWithWhoDidIt() {
        freeze(Rig.BOB, Duration.ofHours(4));
        assertTrue(rig.engine.unfreeze(Rig.SHOP, Rig.ALICE).isPresent());
        assertEquals(Optional.empty(), rig.engine.unfreeze(Rig.SHOP, Rig.ALICE));
        rig.beat();
        assertEquals(List.of("frozen by Bob", "lifted by Alice"), told);
    }

    @Test
    void whatAnotherProcessFreezesAndLiftsIsToldByTheOneThatIsThere() {
        Rig.Running bot = rig.running();
        Rig.Running terminal = another();
        terminal.engine().freeze(Rig.SHOP, new Actor(Actor.Origin.TERMINAL, "1000", "pi"), "x", Duration.ofHours(1));
        rig.time.advance(Duration.ofSeconds(5));
        bot.beat().run();
        terminal.engine().unfreeze(Rig.SHOP, Rig.BOB);
        bot.beat().run();
        assertEquals(List.of("frozen by pi"), told, "it does not look at each beat");
        rig.time.advance(Duration.ofSeconds(5));
        bot.beat().run();
        bot.beat().run();
        terminal.engine().close();
        assertEquals(List.of("frozen by pi", "lifted elsewhere"), told);
    }

    private Rig.Running another() {
        Rig.Running bot = rig.running();
        rig.start();
        Rig.Running terminal = rig.running();
        rig.use(bot);
        return terminal;
    }

    private void freeze(Actor owner, Duration length) {
        assertInstanceOf(FreezeAnswer.Frozen.class, rig.engine.freeze(Rig.SHOP, owner, "db migration", length));
    }

    private final class Told implements DeploymentListener {
        @Override
        public void happened(Deployment now, DeploymentEvent event) {}

        @Override
        public void sampled(Deployment now, Sample sample, ActProgress progress) {}

        @Override
        public void frozen(Freeze freeze, Optional<Deployment> latest) {
            told.add("frozen by " + freeze.owner().name());
        }

        @Override
        public void thawed(Thaw thaw, Optional<Deployment> latest) {
            String otherwise = thaw.ranOut() ? "ran out" : "lifted elsewhere";
            told.add(thaw.by().map(actor -> "lifted by " + actor.name()).orElse(otherwise));
        }
    }
}
