package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import dev.kawasemi.testing.FakeProxySwitcher;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The fake keeps the switcher's contract. */
class FakeProxySwitcherTest extends ProxySwitcherContract {
    private final FakeProxySwitcher switcher = new FakeProxySwitcher();

    @Override
    ProxySwitcher switcher() {
        return switcher;
    }

    @Override
    Target blue() {
        return new Target(Color.BLUE, 18001);
    }

    @Override
    Target green() {
        return new Target(Color.GREEN, 18002);
    }

    @Override
    void breakNextSwitch() {
        switcher.failNextSwitch("nginx -t failed", true);
    }

    @Override
    void overwriteState() {
        switcher.writtenByAnother();
    }

    @Test
    void crashBetweenWriteAndReloadLeavesTheFileAheadOfWhatRunsUntilRestored() {
        switcher.serving(blue()).crashBetweenWriteAndReload(new AssertionError("power cut"));
        assertThrows(AssertionError.class, () -> switcher.switchTo(green()));
        assertEquals(Optional.of(green()), switcher.active());
        assertEquals(
                Optional.of(Color.BLUE), switcher.glance(Cancellation.none()).color());
        assertFalse(switcher.verify(Color.GREEN, Cancellation.none()).ok());
        switcher.restore(Optional.of(blue()));
        assertEquals(Optional.of(blue()), switcher.active());
        assertEquals(Optional.of(blue()), switcher.running());
    }

    @Test
    void crashAfterTheReloadHasChangedBoth() {
        switcher.serving(blue()).crashBetweenReloadAndVerify(new AssertionError("power cut"));
        assertThrows(AssertionError.class, () -> switcher.switchTo(green()));
        assertEquals(Optional.of(green()), switcher.active());
        assertEquals(Optional.of(green()), switcher.running());
    }

    @Test
    void removedFileIsWrittenAnewByARestoreAndAnothersIsNot() {
        switcher.serving(blue()).removedByHand();
        assertThrows(ProxyException.class, switcher::active);
        assertThrows(ProxyException.class, () -> switcher.switchTo(green()));
        switcher.restore(Optional.of(blue()));
        assertEquals(Optional.of(blue()), switcher.active());
        switcher.writtenByAnother();
        assertThrows(ProxyException.class, () -> switcher.restore(Optional.of(green())));
        assertEquals(Optional.of(blue()), switcher.running());
    }

    @Test
    void scriptedFailureThatCouldNotBeTakenBackLeavesTheNewColourServing() {
        switcher.serving(blue()).failNextSwitch("reload failed twice", false);
        ProxyException failed = assertThrows(ProxyException.class, () -> switcher.switchTo(green()));
        assertFalse(failed.previousInPlace());
        assertEquals(Optional.of(green()), switcher.active());
        assertEquals(List.of("switch green 18002"), switcher.calls());
    }
}
