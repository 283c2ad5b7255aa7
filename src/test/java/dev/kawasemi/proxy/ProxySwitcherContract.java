package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every switcher does. */
abstract class ProxySwitcherContract {
    /** On a proxy that has been set up and leads to no colour yet. */
    abstract ProxySwitcher switcher();

    /** The same, but its verify gives up soon. */
    ProxySwitcher impatientSwitcher() {
        return switcher();
    }

    abstract Target blue();

    abstract Target green();

    /** The next switch cannot succeed; the one after it can. */
    abstract void breakNextSwitch() throws Exception;

    /** Something else than a switcher's wrote over the proxy's state; what serves goes on. */
    abstract void overwriteState() throws Exception;

    /** Whether there is something to keep when the state is forced. */
    boolean keepsWhatWasThere() {
        return true;
    }

    @Test
    void leadsToNoColourAtFirstAndIsFine() {
        assertEquals(List.of(), switcher().check());
        assertEquals(Optional.empty(), switcher().active());
    }

    @Test
    void tellsWhereItWasSwitched() {
        switcher().switchTo(blue());
        assertEquals(Optional.of(blue()), switcher().active());
        switcher().switchTo(green());
        assertEquals(Optional.of(green()), switcher().active());
        assertEquals(List.of(), switcher().check());
    }

    @Test
    void aSiteIsFineWhereItShowsTheColourThatServes() throws InterruptedException {
        assertEquals(List.of(), switcher().checkSite(Optional.empty()));
        switcher().switchTo(green());
        // Only waits until a reload has come through.
        switcher().verify(Color.GREEN, Cancellation.none());
        assertEquals(List.of(), switcher().checkSite(Optional.of(Color.GREEN)));
        assertFalse(switcher().checkSite(Optional.of(Color.BLUE)).isEmpty());
    }

    @Test
    void switchingAgainToTheSameColourIsFine() {
        switcher().switchTo(blue());
        switcher().switchTo(blue());
        assertEquals(Optional.of(blue()), switcher().active());
    }

    @Test
    void restoresWhatWasActiveBefore() {
        switcher().switchTo(blue());
        Optional<Target> before = switcher().active();
        switcher().switchTo(green());
        switcher().restore(before);
        assertEquals(Optional.of(blue()), switcher().active());
        switcher().restore(before);
        assertEquals(Optional.of(blue()), switcher().active());
    }

    @Test
    void restoresToNoColour() {
        switcher().switchTo(blue());
        switcher().restore(Optional.empty());
        assertEquals(Optional.empty(), switcher().active());
    }

    @Test
    void failedSwitchLeavesWhatWasActiveInPlaceAndTheNextOneWorks() throws Exception {
        switcher().switchTo(blue());
        breakNextSwitch();
        ProxyException failed =
                assertThrows(ProxyException.class, () -> switcher().switchTo(green()));
        assertTrue(failed.previousInPlace(), failed.getMessage());
        assertEquals(Optional.of(blue()), switcher().active());
        mend();
        switcher().switchTo(green());
        assertEquals(Optional.of(green()), switcher().active());
    }

    /** Undoes {@link #breakNextSwitch} where it does not undo itself. */
    void mend() throws Exception {}

    @Test
    void verifiesTheColourThatServesAndNoOther() throws InterruptedException {
        switcher().switchTo(green());
        ProxySwitcher.VerifyVerdict good = switcher().verify(Color.GREEN, Cancellation.none());
        assertTrue(good.ok(), good.text());
        assertTrue(good.requests() >= 3, good.toString());
        ProxySwitcher.VerifyVerdict wrong = impatientSwitcher().verify(Color.BLUE, Cancellation.none());
        assertFalse(wrong.ok());
        assertTrue(wrong.requests() >= 1, wrong.toString());
    }

    @Test
    void cancelledVerifyIsNoSuccess() throws InterruptedException {
        switcher().switchTo(green());
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        assertFalse(switcher().verify(Color.GREEN, cancellation).ok());
    }

    @Test
    void aGlanceSeesTheColourThatServes() throws InterruptedException {
        serving(blue());
        ProxySwitcher.Glance seen = switcher().glance(Cancellation.none());
        assertTrue(seen.success(), seen.words());
        assertEquals(Optional.of(Color.BLUE), seen.color());
        assertTrue(seen.words().contains("blue"), seen.words());
        assertFalse(seen.took().isNegative());
    }

    @Test
    void aGlanceBeforeTheFirstColourIsNoSuccess() {
        ProxySwitcher.Glance seen = switcher().glance(Cancellation.none());
        assertFalse(seen.success(), seen.words());
        assertEquals(Optional.empty(), seen.color());
    }

    @Test
    void aCancelledGlanceIsNoSuccess() {
        switcher().switchTo(green());
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        assertFalse(switcher().glance(cancellation).success());
    }

    @Test
    void forcingWhereAllIsWellSwitchesAndKeepsNothing() throws InterruptedException {
        assertEquals(Optional.empty(), switcher().force(blue()));
        assertEquals(Optional.of(blue()), switcher().active());
        assertEquals(Optional.empty(), switcher().force(green()));
        assertEquals(Optional.empty(), switcher().force(green()));
        assertEquals(Optional.of(green()), switcher().active());
        assertTrue(switcher().verify(Color.GREEN, Cancellation.none()).ok());
    }

    @Test
    void overwrittenStateIsNotSwitchedButForced() throws Exception {
        serving(blue());
        overwriteState();
        assertThrows(ProxyException.class, () -> switcher().active());
        assertFalse(switcher().check().isEmpty());
        ProxyException refused =
                assertThrows(ProxyException.class, () -> switcher().switchTo(green()));
        assertTrue(refused.previousInPlace(), refused.getMessage());
        Optional<String> kept = switcher().force(green());
        assertEquals(keepsWhatWasThere(), kept.isPresent(), kept.toString());
        assertEquals(Optional.of(green()), switcher().active());
        assertTrue(switcher().verify(Color.GREEN, Cancellation.none()).ok());
    }

    private void serving(Target target) throws InterruptedException {
        switcher().switchTo(target);
        ProxySwitcher.VerifyVerdict verdict = switcher().verify(target.color(), Cancellation.none());
        assertTrue(verdict.ok(), verdict.text());
    }

    @Test
    void initMayBeCalledAgainAndChangesNothing() {
        switcher().switchTo(blue());
        assertFalse(switcher().init().isEmpty());
        assertEquals(Optional.of(blue()), switcher().active());
    }
}
