package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx between two small webs. */
@Tag("engine")
class NginxEngineTest extends ProxySwitcherContract {
    private static final int REQUESTS = 1000;
    private static final int SWITCHES = 5;

    @TempDir
    Path folder;

    private Optional<NginxSite> site = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        site = Optional.of(new NginxSite(folder));
    }

    @AfterEach
    void stop() throws Exception {
        if (site.isPresent()) {
            site().stop();
        }
    }

    private NginxSite site() {
        return site.orElseThrow();
    }

    private Path file() {
        return site().file();
    }

    private Nginx nginx() {
        return site().nginx();
    }

    private void serving(Target target) throws InterruptedException {
        site().serving(target);
    }

    @Override
    ProxySwitcher switcher() {
        return site().switcher();
    }

    @Override
    Target blue() {
        return site().blue();
    }

    @Override
    Target green() {
        return site().green();
    }

    /** Another app's file is broken, as a person at an editor leaves it. */
    @Override
    void breakNextSwitch() throws IOException {
        Files.writeString(site().otherFile(), "upstream other { serve 127.0.0.1:1; }\n");
    }

    @Override
    void mend() throws IOException {
        Files.delete(site().otherFile());
    }

    @Override
    void overwriteState() throws IOException {
        Files.writeString(file(), "# mine now\n");
    }

    @Test
    void noRequestFailsWhileItIsSwitchedFiveTimes() throws Exception {
        serving(blue());
        Visitors visitors = Visitors.of(nginx());
        for (int turn = 1; turn <= SWITCHES; turn++) {
            visitors.awaitMore(REQUESTS / SWITCHES);
            serving(turn % 2 == 1 ? green() : blue());
        }
        visitors.awaitMore(REQUESTS / SWITCHES);
        assertTrue(visitors.sawNoFailure("blue", "green") >= REQUESTS);
    }

    @Test
    void beforeTheFirstColourNginxRunsAndAnswers502WithoutAColour() throws IOException {
        String answer = nginx().get();
        assertTrue(answer.startsWith("HTTP/1.1 502"), answer);
        assertFalse(answer.contains("X-Kawasemi-Color"), answer);
    }

    @Test
    void brokenFileOfAnotherAppIsNamedAndNothingIsReloaded() throws Exception {
        serving(blue());
        breakNextSwitch();
        List<String> problems = switcher().check();
        assertTrue(problems.toString().contains("unknown directive \"serve\""), problems.toString());
        ProxyException failed =
                assertThrows(ProxyException.class, () -> switcher().switchTo(green()));
        assertTrue(failed.getMessage().contains("unknown directive \"serve\""), failed.getMessage());
        assertTrue(nginx().get().endsWith("blue"));
    }

    @Test
    void reloadThatFailsLeavesWhatServes() throws Exception {
        serving(blue());
        ProxySwitcher cannotReload = site().reloadingBy("/bin/false");
        ProxyException failed = assertThrows(ProxyException.class, () -> cannotReload.switchTo(green()));
        assertTrue(failed.previousInPlace(), failed.getMessage());
        assertTrue(failed.getMessage().contains("nginx serves as before"), failed.getMessage());
        assertEquals(Optional.of(blue()), switcher().active());
        assertTrue(nginx().get().endsWith("blue"));
    }

    @Test
    void fileOverwrittenBySomebodyIsLeftAloneAndSaidSo() throws Exception {
        serving(blue());
        Files.writeString(file(), "# mine now\n");
        assertThrows(ProxyException.class, () -> switcher().active());
        assertThrows(ProxyException.class, () -> switcher().switchTo(green()));
        assertEquals("# mine now\n", Files.readString(file()));
        assertTrue(nginx().get().endsWith("blue"));
    }

    @Test
    void crashBetweenWriteAndReloadIsMendedBySwitchingAgain() throws Exception {
        serving(blue());
        site().reloadingBy("/bin/true").switchTo(green());
        assertTrue(nginx().get().endsWith("blue"));
        serving(green());
        assertTrue(nginx().get().endsWith("green"));
    }
}
