package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Troubles with the file itself, in words. */
class ProxyFileTest {
    private static final Optional<Target> BLUE = Optional.of(new Target(Color.BLUE, 18001));
    private static final Optional<Target> GREEN = Optional.of(new Target(Color.GREEN, 18002));
    private static final Instant NOW = Instant.parse("2026-11-22T14:02:07Z");

    @TempDir
    Path folder;

    private final ProxyText format = new ProxyText(
            new AppName("shop"), new NginxFile(new ProxySwitchers.App(new AppName("shop"), 18001, 18002)));
    private Path path = Path.of("unset");
    private ProxyFile file = new ProxyFile(path, format);

    @BeforeEach
    void inAFolderOfItsOwn() {
        path = folder.resolve("kawasemi/shop.conf");
        file = new ProxyFile(path, format);
    }

    private static ProxyException refused(Runnable act) {
        return assertThrows(ProxyException.class, act::run);
    }

    @Test
    void aMissingFileIsToldWithBothWaysOut() {
        ProxyException e = refused(file::active);
        assertEquals(
                "The proxy file " + path + " is missing. Run `kawasemi init shop` before the first deploy, "
                        + "`kawasemi repair shop --active COLOR` after it",
                e.getMessage());
        assertTrue(e.previousInPlace());
    }

    @Test
    void aFileThatCannotBeReadIsTold() throws IOException {
        Files.createDirectories(path);
        ProxyException e = refused(file::read);
        assertTrue(e.getMessage().startsWith("Tried to read " + path + " but: "), e.getMessage());
        assertTrue(e.getMessage().endsWith("The user who runs kawasemi must be able to read it"), e.getMessage());
        assertTrue(e.previousInPlace());
    }

    @Test
    void aFolderThatCannotBeMadeIsTold() throws IOException {
        Files.writeString(path.getParent(), "a file where the folder should be");
        ProxyException e = refused(() -> file.write(GREEN));
        assertTrue(e.getMessage().startsWith("Tried to write " + path + " but: "), e.getMessage());
        assertTrue(e.getMessage().endsWith("Mend this and try again"), e.getMessage());
        assertTrue(e.previousInPlace(), "the proxy knows nothing of it");
    }

    @Test
    void whatCannotBeKeptIsToldAndNothingIsLost() {
        ProxyException e = refused(() -> file.keepAside(NOW));
        assertTrue(e.getMessage().startsWith("Tried to keep a copy of " + path + " beside it but: "), e.getMessage());
        assertTrue(e.previousInPlace());
    }

    @Test
    void whatIsKeptCanBePutBackAndIsThenNoLongerKept() throws IOException {
        file.write(BLUE);
        Path kept = file.keepAside(NOW);
        assertEquals(".shop.conf.kept-20261122T140207Z", kept.getFileName().toString());
        file.write(GREEN);
        assertEquals(Optional.empty(), file.putBack(kept));
        assertEquals(BLUE, file.active());
        assertFalse(Files.exists(kept));
        String gone = file.putBack(kept).orElseThrow();
        assertTrue(gone.startsWith("What was in " + path + " could not be put back ("), gone);
        assertEquals(BLUE, file.active());
    }

    @Test
    void aTextThatCannotBePutBackIsTold() {
        String gone = file.putBack("# anything\n").orElseThrow();
        assertTrue(gone.contains("could not be put back (java.nio.file.NoSuchFileException"), gone);
        assertTrue(gone.endsWith("Mend this and try again"), gone);
    }

    @Test
    void aTextIsPutBackAsItWas() throws IOException {
        file.write(BLUE);
        String before = file.readOurs().orElseThrow();
        file.write(GREEN);
        assertEquals(Optional.empty(), file.putBack(before));
        assertEquals(before, Files.readString(path));
    }

    @Test
    void aFolderThatIsNotThereYetCanBeMade() throws IOException {
        assertTrue(file.folderCanBeWritten());
        Files.createDirectories(path.getParent());
        assertTrue(file.folderCanBeWritten());
    }

    @Test
    void noColourIsAnAnswerAndNonsenseIsNone() {
        assertEquals(Optional.of(Optional.empty()), file.activeIn(format.text(Optional.empty())));
        assertEquals(Optional.of(GREEN), file.activeIn(format.text(GREEN)));
        assertEquals(Optional.empty(), file.activeIn("server { listen 80; }\n"));
        assertTrue(file.understood(format.text(Optional.empty())));
        assertFalse(file.understood("server { listen 80; }\n"));
    }

    @Test
    void theTextBeforeLiesBesideTheFileBehindALink() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real")).resolve("shop.conf");
        Files.writeString(real, format.text(BLUE));
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, real);
        file.write(GREEN);
        AtomicFile atomic = new AtomicFile(path);
        assertEquals(real.toRealPath().resolveSibling(".shop.conf.previous"), atomic.previous());
        assertEquals(format.text(BLUE), Files.readString(atomic.previous()));
        assertEquals(real.toRealPath().getParent(), atomic.folder());
        assertEquals(GREEN, file.active());
    }

    @Test
    void aLinkToNowhereIsReplacedByTheFile() throws IOException {
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, folder.resolve("nowhere"));
        file.write(GREEN);
        assertFalse(Files.isSymbolicLink(path));
        assertEquals(GREEN, file.active());
    }

    @Test
    void aWriteThatCannotKeepTheTextBeforeChangesNothingAndLeavesNothing() throws IOException {
        file.write(BLUE);
        Path inTheWay = Files.createDirectories(path.resolveSibling(".shop.conf.previous"));
        Files.writeString(inTheWay.resolve("x"), "not empty");
        assertTrue(refused(() -> file.write(GREEN)).getMessage().startsWith("Tried to write " + path));
        assertEquals(BLUE, file.active());
        assertFalse(Files.exists(path.resolveSibling(".shop.conf.new")));
    }

    @Test
    void aNameThatATakenLinkHasIsNotTakenAgain() throws IOException {
        file.write(BLUE);
        Path taken = path.resolveSibling(".shop.conf.kept-20261122T140207Z");
        Files.createSymbolicLink(taken, folder.resolve("nowhere"));
        List<Path> kept = List.of(file.keepAside(NOW), file.keepAside(NOW));
        assertEquals(
                List.of(
                        path.resolveSibling(".shop.conf.kept-20261122T140207Z-2"),
                        path.resolveSibling(".shop.conf.kept-20261122T140207Z-3")),
                kept);
        assertTrue(Files.isSymbolicLink(taken));
    }
}
