package dev.kawasemi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.Answer;
import dev.kawasemi.rollout.AppStatus;
import dev.kawasemi.rollout.DryRun;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** lock, unlock, logs, reject, deploy --dry-run and --reason. */
class DeskVerbsTest {
    private static final long MB = 1024 * 1024;

    private final Typing typing = new Typing();

    @Test
    void lockSaysByWhomAndUntilWhenAndUnlockLiftsIt() {
        assertEquals(0, typing.type("lock", "shop", "db migration", "--for", "2h"));
        assertEquals(
                "shop is locked by pi since 2026-11-22 14:00 until 2026-11-22 16:00: db migration."
                        + " Nobody deploys it; roll back and approve pass.\n",
                typing.out());
        typing.out.reset();
        assertEquals(0, typing.type("unlock", "shop"));
        assertTrue(typing.out().startsWith("shop can be deployed again. It was locked by pi"), typing.out());
        typing.out.reset();
        assertEquals(0, typing.type("unlock", "shop"));
        assertEquals("shop is not locked. Nothing to do.\n", typing.out());
    }

    @Test
    void aLockLastsFourHoursUnlessSaidOtherwise() {
        typing.type("lock", "shop");
        assertTrue(typing.out().contains("until 2026-11-22 18:00: no reason given"), typing.out());
    }

    @Test
    void somebodyElsesLockIsNotReplaced() {
        typing.engine.freeze(Stories.SHOP, Stories.BOB, "db migration", Duration.ofHours(4));
        assertEquals(2, typing.type("lock", "shop", "mine"));
        assertTrue(typing.err().contains("shop is locked by Bob"), typing.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"31d", "soon", "0h", "-5m"})
    void aLengthThatIsNoneIsRefused(String length) {
        assertEquals(2, typing.type("lock", "shop", "x", "--for=" + length));
        assertEquals(Optional.empty(), typing.engine.frozen(Stories.SHOP));
    }

    @Test
    void aFrozenAppIsExitTwo() {
        Freeze freeze = new Freeze(
                Stories.SHOP, Stories.BOB, "db migration", Stories.BEGIN, Instant.parse("2026-11-22T18:02:00Z"));
        typing.engine.answerNext(new Answer.Frozen(freeze));
        assertEquals(2, typing.type("deploy", "shop", "v2"));
        assertEquals(
                "Refused: shop is locked by Bob since 2026-11-22 14:02 until 2026-11-22 18:02: db migration."
                        + " `kawasemi unlock shop`, or wait. Nothing was started.\n",
                typing.err());
    }

    @Test
    void statusShowsALock() {
        typing.engine.freeze(Stories.SHOP, Stories.BOB, "db migration", Duration.ofHours(4));
        Sample none = Stories.notMeasured(Stories.BEGIN);
        typing.engine.putStatus(new AppStatus(
                Stories.SHOP, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), none, List.of()));
        typing.type("status", "shop");
        assertTrue(typing.out().contains("  frozen:     locked by Bob since"), typing.out());
        typing.out.reset();
        typing.type("status", "shop", "--json");
        assertTrue(typing.out().contains("\"reason\" : \"db migration\""), typing.out());
    }

    @Test
    void aDryRunPrintsThePlanAndWhatIsInTheWay() {
        Deployment d = Stories.upgrade().deployment();
        DryRun.Forecast forecast = new DryRun.Forecast(
                OptionalLong.of(290 * MB),
                OptionalLong.of(80 * MB),
                OptionalLong.of(198 * MB),
                OptionalLong.empty(),
                150 * MB,
                1024 * MB);
        DryRun.Way way = new DryRun.Way(
                d.old(), d.next(), List.of(Step.PREPARE, Step.QUIESCE), forecast, List.of("web: port 8000 is moved"));
        typing.engine.desk().finds(new DryRun(Stories.SHOP, new Version("v1.9.2"), List.of(), Optional.of(way)));
        assertEquals(0, typing.type("deploy", "shop", "v1.9.2", "--dry-run"));
        assertEquals("""
                Dry run of shop v1.9.2: nothing was touched.
                  from:       BLUE v1.9.1
                  to:         GREEN v1.9.2 on 127.0.0.1:18002
                  steps:      prepare, quiesce
                  memory:     290 MB available + 80 MB from the old workers - 198 MB for the new web leaves 172 MB, at least 150 MB must stay
                  disk:       not measured free, at least 1024 MB must be
                  edit:       web: port 8000 is moved
                  in the way: nothing
                """, typing.out());
        assertEquals(List.of(), typing.engine.calls());
        typing.engine
                .desk()
                .finds(new DryRun(
                        Stories.SHOP,
                        new Version("v1.9.2"),
                        List.of(new Answer.Refused(Answer.Reason.PREFLIGHT, List.of("port 18002 is taken"))),
                        Optional.empty()));
        assertEquals(2, typing.type("deploy", "shop", "v1.9.2", "--dry-run"));
        assertTrue(typing.out().endsWith("  in the way:\n    - port 18002 is taken\n"), typing.out());
    }

    @Test
    void logsArePrinted() {
        typing.engine.desk().finds(List.of("web | ready", "web | \u001b[31mred"));
        assertEquals(0, typing.type("logs", "shop", "--color", "blue"));
        assertTrue(typing.out().startsWith("web | ready\n"), typing.out());
        assertTrue(!typing.out().contains("\u001b"));
    }

    @Test
    void rejectRollsBackOnlyWhatIsAsked() {
        assertEquals(2, typing.type("reject", "shop"));
        assertEquals("Refused: shop has no open question. Nothing was done.\n", typing.err());
        assertEquals(List.of(), typing.engine.calls());
    }

    @Test
    void historyShowsReasonsAndApprovalsPastTheRule() {
        Actor pi = new Actor(Actor.Origin.TERMINAL, "1000", "pi");
        typing.engine.put(Stories.upgrade()
                .switched()
                .asked(Stories.evidence(0))
                .then(at -> new DeploymentEvent.Approved(at, pi, 1, Duration.ZERO, 0, true))
                .deployment());
        typing.type("history");
        assertTrue(typing.out().contains("by Alice  approved by pi past the four-eyes rule"), typing.out());
    }
}
