package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.process.Cancellation;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import dev.kawasemi.testing.Shows;
import dev.kawasemi.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx, and the switch cut short at each of its places. */
@Tag("engine")
class NginxFaultsEngineTest {
    private static final int BEFORE_AND_AFTER = 200;

    @TempDir
    Path folder;

    private Optional<SmallDisk> disk = Optional.empty();
    private Optional<NginxSite> site = Optional.empty();

    @BeforeEach
    void servesBlue() throws Exception {
        disk = Optional.of(SmallDisk.mount(folder.resolve("conf.d"), 256));
        site = Optional.of(new NginxSite(folder));
        site().serving(blue());
    }

    @AfterEach
    void stop() throws Exception {
        try {
            if (site.isPresent()) {
                site().stop();
            }
        } finally {
            if (disk.isPresent()) {
                disk.get().close();
            }
        }
    }

    private NginxSite site() {
        return site.orElseThrow();
    }

    private Target blue() {
        return site().blue();
    }

    private Target green() {
        return site().green();
    }

    private String text() throws IOException {
        return Files.readString(site().file());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(site().file().getParent())) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** The process ends before or after it reloads. */
    private ProxySwitcher dyingAtReload(boolean after) {
        CommandRunner system = CommandRunners.system();
        return site().switcher((command, cancellation) -> {
            boolean reload = command.argv().contains("reload");
            if (reload && !after) {
                throw new Gone();
            }
            var result = system.run(command, cancellation);
            if (reload) {
                throw new Gone();
            }
            return result;
        });
    }

    private static final class Gone extends Error {
        Gone() {
            super("killed", null, false, false);
        }
    }

    @Test
    void killedBetweenWriteAndReloadARestoreSetsFileAndNginxRightAndNoVisitorNotices() throws Exception {
        Visitors visitors = Visitors.of(site().nginx());
        visitors.awaitMore(BEFORE_AND_AFTER);
        assertThrows(Gone.class, () -> dyingAtReload(false).switchTo(green()));
        assertEquals(Optional.of(green()), site().switcher().active());
        assertTrue(site().nginx().get().endsWith("blue"));
        site().switcher().restore(Optional.of(blue()));
        assertEquals(Optional.of(blue()), site().switcher().active());
        site().awaitServes(blue());
        visitors.awaitMore(BEFORE_AND_AFTER);
        Shows.write("proxy-killed-before-reload-requests", visitors.sawNoFailure("blue"));
    }

    @Test
    void killedBetweenReloadAndVerifyARestoreSetsFileAndNginxRightAndNoVisitorNotices() throws Exception {
        Visitors visitors = Visitors.of(site().nginx());
        visitors.awaitMore(BEFORE_AND_AFTER);
        assertThrows(Gone.class, () -> dyingAtReload(true).switchTo(green()));
        assertEquals(Optional.of(green()), site().switcher().active());
        site().awaitServes(green());
        visitors.awaitMore(BEFORE_AND_AFTER);
        site().switcher().restore(Optional.of(blue()));
        assertEquals(Optional.of(blue()), site().switcher().active());
        site().awaitServes(blue());
        visitors.awaitMore(BEFORE_AND_AFTER);
        Shows.write("proxy-killed-after-reload-requests", visitors.sawNoFailure("blue", "green"));
    }

    @Test
    void withNginxKilledTheSwitchIsTakenBackAndNginxStartedAgainServesTheOldColour() throws Exception {
        String before = text();
        site().nginx().kill();
        ProxyException failed =
                assertThrows(ProxyException.class, () -> site().switcher().switchTo(green()));
        assertFalse(failed.previousInPlace(), failed.getMessage());
        assertTrue(failed.getMessage().contains("The previous proxy file is back in place"), failed.getMessage());
        assertTrue(failed.getMessage().contains("If nginx is down, start it"), failed.getMessage());
        assertEquals(before, text());
        site().nginx().startAgain();
        assertTrue(site().nginx().get().endsWith("blue"));
        site().serving(green());
    }

    @Test
    void withNginxsMasterKilledItsWorkersServeOnAndTheSwitchSaysSo() throws Exception {
        site().nginx().killMaster();
        ProxyException failed =
                assertThrows(ProxyException.class, () -> site().switcher().switchTo(green()));
        assertTrue(failed.previousInPlace(), failed.getMessage());
        assertTrue(failed.getMessage().contains("nginx serves as before"), failed.getMessage());
        assertTrue(site().nginx().get().endsWith("blue"));
    }

    @Test
    void withNginxKilledARestoreLeavesTheRightFileForItsStart() throws Exception {
        site().serving(green());
        site().nginx().kill();
        ProxyException failed =
                assertThrows(ProxyException.class, () -> site().switcher().restore(Optional.of(blue())));
        assertFalse(failed.previousInPlace(), failed.getMessage());
        site().nginx().startAgain();
        assertTrue(site().nginx().get().endsWith("blue"));
    }

    @Test
    void aFileRemovedByHandIsNotSwitchedAndARestoreWritesItAnew() throws Exception {
        Files.delete(site().file());
        ProxyException refused =
                assertThrows(ProxyException.class, () -> site().switcher().switchTo(green()));
        assertTrue(refused.getMessage().contains("is missing"), refused.getMessage());
        assertFalse(site().switcher().check().isEmpty());
        site().switcher().restore(Optional.of(blue()));
        assertEquals(List.of(), site().switcher().check());
        site().awaitServes(blue());
    }

    @Test
    void anothersFileIsRefusedForcedAndKeptWhereNginxDoesNotReadIt() throws Exception {
        String foreign = "this is no nginx configuration at all {\n";
        Files.writeString(site().file(), foreign);
        assertThrows(ProxyException.class, () -> site().switcher().switchTo(green()));
        assertThrows(ProxyException.class, () -> site().switcher().restore(Optional.of(blue())));
        assertEquals(foreign, text());
        assertTrue(site().nginx().get().endsWith("blue"));
        String kept = site().switcher().force(green()).orElseThrow();
        site().awaitServes(green());
        String name = names().stream()
                .filter(one -> one.contains(".kept-"))
                .findFirst()
                .orElseThrow();
        assertTrue(kept.endsWith(name), kept);
        assertEquals(foreign, Files.readString(site().file().resolveSibling(name)));
        nginxReadsOursAlone();
    }

    /** Whoever includes the whole folder, by either pattern, gets no dot file. */
    private void nginxReadsOursAlone() throws Exception {
        assertEquals("", site().nginx().testIncluding("conf.d/*.conf"));
        assertEquals("", site().nginx().testIncluding("conf.d/*"));
    }

    @Test
    void aWriteCutInTheMiddleIsNeverReadByNginxAndGoesWithTheNextOne() throws Exception {
        Files.writeString(site().file().resolveSibling(".my-shop.conf.new"), "upstream kawasemi_my_shop {\n    serv");
        nginxReadsOursAlone();
        site().serving(green());
        assertEquals(List.of(".my-shop.conf.previous", "my-shop.conf"), names());
        nginxReadsOursAlone();
    }

    @Test
    void withTheDiskFullNothingChangesAndAfterFreeingItTheSwitchWorks() throws Exception {
        String before = text();
        disk.orElseThrow().fill();
        for (Runnable act : List.<Runnable>of(
                () -> site().switcher().switchTo(green()),
                () -> site().switcher().restore(Optional.of(green())),
                () -> site().switcher().force(green()))) {
            ProxyException failed = assertThrows(ProxyException.class, act::run);
            assertTrue(failed.getMessage().contains("No space left on device"), failed.getMessage());
            assertTrue(
                    failed.getMessage().contains("The disk is full and the file is as it was: free space in "),
                    failed.getMessage());
            assertEquals(before, text());
            assertEquals(List.of(".my-shop.conf.previous", "filler", "my-shop.conf"), names());
        }
        assertTrue(site().nginx().get().endsWith("blue"));
        assertTrue(site().switcher().verify(blue().color(), Cancellation.none()).ok());
        disk.orElseThrow().free();
        site().serving(green());
    }
}
