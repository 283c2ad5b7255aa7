package dev.kawasemi.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeptReleasesTest {
    private final List<Deployment> history = new ArrayList<>();

    @Test
    void nothingIsKeptOfNothing() {
        assertEquals(List.of(), kept(3));
        assertEquals(List.of(), old(3));
    }

    @Test
    void theLastOnesThatRanAreKept() {
        completed("v1", "v2", "v3", "v4", "v5");

        assertEquals(List.of("v3", "v4", "v5"), kept(3));
        assertEquals(List.of("v2", "v1"), old(3));
        assertEquals(List.of(), old(100));
    }

    @Test
    void whatARollBackWithNothingStandingWouldDeployIsKeptHoweverFew() {
        completed("v1", "v2", "v3");

        assertEquals(List.of("v2", "v3"), kept(1));
    }

    @Test
    void theRollBackIsKeptBehindAnyNumberThatFailed() {
        completed("v1", "v2", "v3");
        for (int i = 4; i < 20; i++) {
            add("v" + i, Phase.ABORTED, false);
        }

        assertEquals(List.of("v19", "v2", "v3"), kept(1), "v19 is the failed colour");
    }

    @Test
    void aReleaseThatFailedOrWasRolledBackCountsForNothingOnceAnotherServes() {
        completed("v1");
        add("v2", Phase.ABORTED, false);
        add("v3", Phase.ROLLED_BACK, true);
        completed("v4", "v5");

        assertEquals(List.of("v1", "v4", "v5"), kept(3));
        assertEquals(List.of("v3", "v2"), old(3));
    }

    @Test
    void theSameReleaseTwiceIsOne() {
        completed("v1", "v2", "v3", "v3", "v3");

        assertEquals(List.of("v2", "v3"), kept(2));
    }

    @Test
    void aMovedTagIsTwoReleases() {
        completed("v1");
        add(release("v1", "sha256:moved"), Phase.COMPLETED, true, Optional.empty());

        assertEquals(2, KeptReleases.of(history, 2).size());
        assertEquals(1, KeptReleases.of(history.subList(0, 1), 2).size());
    }

    @Test
    void bothSidesOfWhatIsOpenAreKeptAndWhatWouldBeRolledBackToAfterIt() {
        completed("v1", "v2", "v3");
        Side old = new Side(stack(), history.get(2).release());
        add(release("v4", "sha256:v4"), Phase.AWAITING_APPROVAL, true, Optional.of(old));

        assertEquals(List.of("v2", "v3", "v4"), kept(1), "v3 is approved and so is the one before it");
    }

    @Test
    void theStandbyOfAnUndoWindowIsKept() {
        completed("v1", "v2");
        Side old = new Side(stack(), history.get(1).release());
        add(release("v3", "sha256:v3"), Phase.UNDO_WINDOW, true, Optional.of(old));

        assertEquals(List.of("v1", "v2", "v3"), kept(1));
    }

    @Test
    void theOrderOfTheHistoryMakesNoDifference() {
        completed("v1", "v2", "v3", "v4");
        List<String> before = kept(2);
        Collections.reverse(history);

        assertEquals(before, kept(2));
        assertEquals(List.of("v2", "v1"), old(2));
    }

    private void completed(String... versions) {
        for (String version : versions) {
            add(version, Phase.COMPLETED, true);
        }
    }

    private void add(String version, Phase phase, boolean committed) {
        add(release(version, "sha256:" + version), phase, committed, Optional.empty());
    }

    private void add(Release release, Phase phase, boolean committed, Optional<Side> old) {
        DeploymentId id = new DeploymentId(history.size() + 1);
        Stack stack = stack();
        Deployment now = Deployment.begin(new DeploymentEvent.Accepted(
                Stories.BEGIN, id, Stories.SHOP, old, stack, release.version(), Stories.ALICE, Optional.empty(), ""));
        for (DeploymentEvent event : events(release, phase, committed)) {
            now = now.apply(event);
        }
        assertEquals(phase, now.phase());
        history.add(now);
    }

    private static List<DeploymentEvent> events(Release release, Phase phase, boolean committed) {
        List<DeploymentEvent> events = new ArrayList<>();
        events.add(new DeploymentEvent.Resolved(Stories.BEGIN, release));
        events.add(new DeploymentEvent.StepStarted(Stories.BEGIN, Step.START, new Undo.Nothing()));
        if (committed) {
            events.add(new DeploymentEvent.StepStarted(Stories.BEGIN, Step.VERIFY, new Undo.Nothing()));
            events.add(new DeploymentEvent.StepDone(Stories.BEGIN, Step.VERIFY, ""));
        }
        DeploymentEvent asked = new DeploymentEvent.QuestionAsked(Stories.BEGIN, 1, Stories.evidence(0));
        DeploymentEvent approved =
                new DeploymentEvent.Approved(Stories.BEGIN, Stories.BOB, 1, Duration.ofMinutes(10), 0, false);
        switch (phase) {
            case COMPLETED ->
                events.addAll(List.of(
                        asked,
                        approved,
                        new DeploymentEvent.RemovalStarted(Stories.BEGIN),
                        new DeploymentEvent.Completed(Stories.BEGIN)));
            case AWAITING_APPROVAL -> events.add(asked);
            case UNDO_WINDOW ->
                events.addAll(List.of(
                        asked,
                        approved,
                        new DeploymentEvent.WindowOpened(Stories.BEGIN, Duration.ofMinutes(10), List.of())));
            case ROLLED_BACK ->
                events.addAll(List.of(
                        new DeploymentEvent.RollBackStarted(Stories.BEGIN, Stories.BOB, "slow"),
                        new DeploymentEvent.RollBackDone(Stories.BEGIN)));
            case ABORTED ->
                events.addAll(List.of(
                        new DeploymentEvent.UndoStarted(Stories.BEGIN, Stories.BOB, "sick"),
                        new DeploymentEvent.UndoDone(Stories.BEGIN, Optional.empty())));
            default -> throw new IllegalArgumentException("not told here: " + phase);
        }
        return events;
    }

    private static Release release(String version, String image) {
        return new Release(new Version(version), Map.of("web", image));
    }

    private static Stack stack() {
        return new Stack(Stories.SHOP, Color.BLUE, "shop-blue", 18001, false);
    }

    /** In the order of their names. */
    private List<String> kept(int last) {
        return List.copyOf(new TreeSet<>(KeptReleases.of(history, last).stream()
                .map(release -> release.version().value())
                .toList()));
    }

    private List<String> old(int last) {
        return KeptReleases.old(history, last).stream()
                .map(release -> release.version().value())
                .toList();
    }
}
