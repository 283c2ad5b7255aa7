package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.RealProxy;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every switcher by a file does, on the real program between two small webs. */
abstract class FileProxyContract extends ProxySwitcherContract {
    private final ProxyKind kind;

    @TempDir
    Path folder;

    private Optional<ProxySite> site = Optional.empty();

    FileProxyContract(ProxyKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws Exception {
        site = Optional.of(new ProxySite(kind, folder));
    }

    @AfterEach
    void stop() throws Exception {
        if (site.isPresent()) {
            site().stop();
        }
    }

    ProxySite site() {
        return site.orElseThrow();
    }

    private Path file() {
        return site().file();
    }

    private RealProxy proxy() {
        return site().proxy();
    }

    private void serving(Target target) throws InterruptedException {
        site().serving(target);
    }

    @Override
    ProxySwitcher switcher() {
        return site().switcher();
    }

    @Override
    ProxySwitcher impatientSwitcher() {
        return site().impatient();
    }

    @Override
    Target blue() {
        return site().blue();
    }

    @Override
    Target green() {
        return site().green();
    }

    /** Another app's file is broken. */
    @Override
    void breakNextSwitch() throws IOException {
        kind.breakAnother(folder);
    }

    @Override
    void mend() throws IOException {
        Files.delete(kind.another(folder));
    }

    @Override
    void overwriteState() throws IOException {
        Files.writeString(file(), "# mine now\n");
    }

    @Test
    void beforeTheFirstColourItRunsAndAnswersWhatInitSaysWithoutAColour() throws IOException {
        String answer = proxy().get();
        String status = answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
        assertFalse(answer.toLowerCase(Locale.ROOT).contains("x-kawasemi-color"), answer);
        Files.delete(file());
        String said = switcher().init().get(0);
        assertTrue(said.contains(" answers " + status + " until the first deploy"), said);
    }

    @Test
    void brokenFileOfAnotherAppIsNamedAndNothingIsReloaded() throws Exception {
        serving(blue());
        breakNextSwitch();
        List<String> problems = switcher().check().stream().map(Finding::words).toList();
        assertTrue(problems.toString().contains(kind.saidOfBroken()), problems.toString());
        ProxyException failed =
                assertThrows(ProxyException.class, () -> switcher().switchTo(green()));
        assertTrue(failed.getMessage().contains(kind.saidOfBroken()), failed.getMessage());
        assertTrue(proxy().get().endsWith("blue"));
    }

    @Test
    void reloadThatFailsLeavesWhatServes() throws Exception {
        serving(blue());
        ProxySwitcher cannotReload = site().reloadingBy("/bin/false");
        ProxyException failed = assertThrows(ProxyException.class, () -> cannotReload.switchTo(green()));
        assertTrue(failed.previousInPlace(), failed.getMessage());
        assertTrue(failed.getMessage().contains(" serves as before"), failed.getMessage());
        assertEquals(Optional.of(blue()), switcher().active());
        assertTrue(proxy().get().endsWith("blue"));
    }

    @Test
    void fileOverwrittenBySomebodyIsLeftAloneAndSaidSo() throws Exception {
        serving(blue());
        Files.writeString(file(), "# mine now\n");
        assertThrows(ProxyException.class, () -> switcher().active());
        assertThrows(ProxyException.class, () -> switcher().switchTo(green()));
        assertEquals("# mine now\n", Files.readString(file()));
        assertTrue(proxy().get().endsWith("blue"));
    }

    @Test
    void crashBetweenWriteAndReloadIsMendedBySwitchingAgain() throws Exception {
        serving(blue());
        site().reloadingBy("/bin/true").switchTo(green());
        assertTrue(proxy().get().endsWith("blue"));
        assertFalse(site().seems(Color.GREEN), "a reload that did nothing");
        serving(green());
        assertTrue(proxy().get().endsWith("green"));
    }

    @Test
    void whatIsUnderWayWhileItIsSwitchedIsAnsweredWholeByTheOldColour() throws Exception {
        serving(blue());
        try (Held held = Held.of(proxy(), site().blueWeb())) {
            serving(green());
            assertTrue(held.answer().endsWith("-blue"), "cut");
        }
        assertTrue(proxy().get().endsWith("green"));
    }

    /** Its test, its reload or at the latest verify: HAProxy's test binds nothing, and its signal tells nothing. */
    @Test
    void aReloadThatTheProxyCannotFollowIsSeenAndTheOldColourServesOn() throws Exception {
        serving(blue());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listenAt(taken.getLocalPort());
            assertFalse(isSwitchedTo(green()));
            assertEquals(Optional.of(blue()), switcher().active());
            site().awaitServes(blue());
        }
        mend();
        serving(green());
    }

    /** Another app's file wants to listen where it cannot. */
    void listenAt(int takenPort) throws IOException {
        kind.listenAt(takenPort, folder);
    }

    /** As a deploy does it: what verify does not see is taken back. */
    private boolean isSwitchedTo(Target target) throws InterruptedException {
        try {
            switcher().switchTo(target);
        } catch (ProxyException e) {
            assertTrue(e.previousInPlace(), e.getMessage());
            return false;
        }
        boolean seen = site().seems(target.color());
        if (!seen) {
            switcher().restore(Optional.of(blue()));
        }
        return seen;
    }

    @Test
    void aProxyThatWasStartedAnewServesWhatItServedBefore() throws Exception {
        serving(blue());
        serving(green());
        proxy().kill();
        proxy().start();
        assertTrue(proxy().get().endsWith("green"));
        assertEquals(List.of(), switcher().check());
    }

    @Test
    void aSiteThatDoesNotLeadThroughOursIsNamed() throws Exception {
        serving(blue());
        List<String> problems = site().askingAt(blue().port()).check().stream()
                .map(Finding::words)
                .toList();
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(
                problems.get(0).endsWith("Put in the lines that `kawasemi init my-shop` prints"), problems.toString());
    }

    @Test
    void aConfigurationThatDoesNotTakeOursInIsNamed() throws Exception {
        Files.delete(file());
        List<String> problems = switcher().check().stream().map(Finding::words).toList();
        assertTrue(problems.toString().contains("Run `kawasemi init my-shop`"), problems.toString());
        assertTrue(problems.toString().contains("The proxy's test does not pass"), problems.toString());
    }
}
