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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real proxy, and the switch cut short at each of its places. */
abstract class ProxyFaultsContract {
    private static final int BEFORE_AND_AFTER = 200;

    @TempDir
    Path folder;

    private Optional<SmallDisk> disk = Optional.empty();
    private Optional<ProxySite> site = Optional.empty();
    private final ProxyKind kind;

    ProxyFaultsContract(ProxyKind kind) {
        this.kind = kind;
    }

    /** Before the names of the figures. */
    abstract String figures();

    /** The program reads the folder as it may be told to: ours alone, whatever lies beside it. */
    abstract void readsOursAlone() throws Exception;

    @BeforeEach
    void servesBlue() throws Exception {
        disk = Optional.of(SmallDisk.mount(folder.resolve("conf.d"), 256));
        site = Optional.of(new ProxySite(kind, folder));
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

    ProxySite site() {
        return site.orElseThrow();
    }

    Target blue() {
        return site().blue();
    }

    Target green() {
        return site().green();
    }

    private String text() throws IOException {
        return Files.readString(site().file());
    }

    private String name() {
        return site().file().getFileName().toString();
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
            boolean reload = command.argv().equals(site().proxy().reload());
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
    void killedBetweenWriteAndReloadARestoreSetsFileAndProxyRightAndNoVisitorNotices() throws Exception {
        Visitors visitors = Visitors.of(site().proxy());
        visitors.awaitMore(BEFORE_AND_AFTER);
        assertThrows(Gone.class, () -> dyingAtReload(false).switchTo(green()));
        assertEquals(Optional.of(green()), site().switcher().active());
        assertTrue(site().proxy().get().endsWith("blue"));
        site().switcher().restore(Optional.of(blue()));
        assertEquals(Optional.of(blue()), site().switcher().active());
        site().awaitServes(blue());
        visitors.awaitMore(BEFORE_AND_AFTER);
        Shows.write(figures() + "-killed-before-reload-requests", visitors.sawNoFailure("blue"));
    }

    @Test
    void killedBetweenReloadAndVerifyARestoreSetsFileAndProxyRightAndNoVisitorNotices() throws Exception {
        Visitors visitors = Visitors.of(site().proxy());
        visitors.awaitMore(BEFORE_AND_AFTER);
        assertThrows(Gone.class, () -> dyingAtReload(true).switchTo(green()));
        assertEquals(Optional.of(green()), site().switcher().active());
        site().awaitServes(green());
        visitors.awaitMore(BEFORE_AND_AFTER);
        site().switcher().restore(Optional.of(blue()));
        assertEquals(Optional.of(blue()), site().switcher().active());
        site().awaitServes(blue());
        visitors.awaitMore(BEFORE_AND_AFTER);
        Shows.write(figures() + "-killed-after-reload-requests", visitors.sawNoFailure("blue", "green"));
    }

    @Test
    void withTheProxyKilledTheSwitchIsTakenBackAndStartedAgainItServesTheOldColour() throws Exception {
        String before = text();
        site().proxy().kill();
        ProxyException failed =
                assertThrows(ProxyException.class, () -> site().switcher().switchTo(green()));
        assertFalse(failed.previousInPlace(), failed.getMessage());
        assertTrue(failed.getMessage().contains("The previous proxy file is back in place"), failed.getMessage());
        assertTrue(failed.getMessage().contains(" is down, start it"), failed.getMessage());
        assertEquals(before, text());
        site().proxy().start();
        assertTrue(site().proxy().get().endsWith("blue"));
        site().serving(green());
    }

    @Test
    void withTheProxyKilledARestoreLeavesTheRightFileForItsStart() throws Exception {
        site().serving(green());
        site().proxy().kill();
        ProxyException failed =
                assertThrows(ProxyException.class, () -> site().switcher().restore(Optional.of(blue())));
        assertFalse(failed.previousInPlace(), failed.getMessage());
        site().proxy().start();
        assertTrue(site().proxy().get().endsWith("blue"));
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
    void anothersFileIsRefusedForcedAndKeptWhereTheProxyDoesNotReadIt() throws Exception {
        String foreign = "this is no configuration at all {\n";
        Files.writeString(site().file(), foreign);
        assertThrows(ProxyException.class, () -> site().switcher().switchTo(green()));
        assertThrows(ProxyException.class, () -> site().switcher().restore(Optional.of(blue())));
        assertEquals(foreign, text());
        assertTrue(site().proxy().get().endsWith("blue"));
        String kept = site().switcher().force(green()).orElseThrow();
        site().awaitServes(green());
        String name = names().stream()
                .filter(one -> one.contains(".kept-"))
                .findFirst()
                .orElseThrow();
        assertTrue(kept.endsWith(name), kept);
        assertEquals(foreign, Files.readString(site().file().resolveSibling(name)));
        readsOursAlone();
    }

    @Test
    void aWriteCutInTheMiddleIsNeverReadByTheProxyAndGoesWithTheNextOne() throws Exception {
        Files.writeString(
                site().file().resolveSibling("." + name() + ".new"), "upstream kawasemi_my_shop {\n    serv");
        readsOursAlone();
        site().serving(green());
        assertEquals(List.of("." + name() + ".previous", name()), names());
        readsOursAlone();
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
            assertEquals(List.of("." + name() + ".previous", "filler", name()), names());
        }
        assertTrue(site().proxy().get().endsWith("blue"));
        assertTrue(site().switcher().verify(blue().color(), Cancellation.none()).ok());
        disk.orElseThrow().free();
        site().serving(green());
    }
}
