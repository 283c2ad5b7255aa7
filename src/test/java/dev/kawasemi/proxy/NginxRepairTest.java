package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import dev.kawasemi.testing.FakeCommandRunner;
import dev.kawasemi.testing.FakeTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a proxy file that others had their hands on: forced, restored, kept aside. nginx is scripted. */
class NginxRepairTest {
    private static final Target BLUE = new Target(Color.BLUE, 18001);
    private static final Target GREEN = new Target(Color.GREEN, 18002);
    private static final List<String> TEST = List.of("nginx", "-t");
    private static final List<String> RELOAD = List.of("nginx", "-s", "reload");
    private static final String FOREIGN = "server { listen 80; }\n";

    private final FakeCommandRunner runner = new FakeCommandRunner();
    private final FakeTime time = new FakeTime();

    @TempDir
    Path folder;

    private Path file = Path.of("unset");

    @BeforeEach
    void servesBlue() {
        file = folder.resolve("kawasemi/my-shop.conf");
        runner.answer(TEST, FakeCommandRunner.ok("")).answer(RELOAD, FakeCommandRunner.ok(""));
        switcher().init();
        switcher().switchTo(BLUE);
    }

    private ProxySwitcher switcher() {
        ProxySettings.Verify verify = new ProxySettings.Verify(
                URI.create("http://127.0.0.1:1/"), 3, false, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("my-shop"), 18001, 18002),
                new ProxySettings.Nginx(file, TEST, RELOAD, verify),
                runner,
                time);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(file.getParent())) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private List<Path> kept() throws IOException {
        return names().stream()
                .filter(name -> name.contains(".kept-"))
                .map(file::resolveSibling)
                .toList();
    }

    private ProxyException refused(Runnable act) {
        return assertThrows(ProxyException.class, act::run);
    }

    @Test
    void forcingKeepsAnotherProgramsFileUnderANameThatTellsWhenAndNoIncludeMatches() throws IOException {
        Files.writeString(file, FOREIGN);
        String said = switcher().force(GREEN).orElseThrow();
        assertEquals(1, kept().size());
        String name = kept().get(0).getFileName().toString();
        assertTrue(name.matches("\\.my-shop\\.conf\\.kept-\\d{8}T\\d{6}Z"), name);
        assertTrue(said.contains(file + " is kept as " + kept().get(0)), said);
        assertEquals(FOREIGN, Files.readString(kept().get(0)));
        assertEquals(Optional.of(GREEN), switcher().active());
    }

    @Test
    void forcingTwiceInTheSameSecondKeepsBoth() throws IOException {
        Files.writeString(file, FOREIGN);
        switcher().force(GREEN);
        Files.writeString(file, "# another one\n");
        switcher().force(GREEN);
        assertEquals(2, kept().size());
        assertEquals(FOREIGN, Files.readString(kept().get(0)));
        assertEquals("# another one\n", Files.readString(kept().get(1)));
    }

    @Test
    void forcingKeepsBytesThatAreNoText() throws IOException {
        byte[] noise = {0, (byte) 0xff, (byte) 0xfe, 0, 7};
        Files.write(file, noise);
        assertTrue(refused(() -> switcher().active()).getMessage().contains("another program wrote it"));
        assertTrue(switcher().force(GREEN).isPresent());
        assertArrayEquals(noise, Files.readAllBytes(kept().get(0)));
    }

    @Test
    void forcingKeepsAnEditedFileOfOurs() throws IOException {
        String edited = Files.readString(file).replace("server 127.0.0.1:18001;", "server 10.0.0.7:80;");
        Files.writeString(file, edited);
        assertTrue(switcher().force(BLUE).isPresent());
        assertEquals(edited, Files.readString(kept().get(0)));
        assertEquals(Optional.of(BLUE), switcher().active());
    }

    @Test
    void forcingWritesAFileThatIsGoneWithItsFolder() throws IOException {
        for (String name : names()) {
            Files.delete(file.resolveSibling(name));
        }
        Files.delete(file.getParent());
        assertEquals(Optional.empty(), switcher().force(GREEN));
        assertEquals(Optional.of(GREEN), switcher().active());
    }

    @Test
    void forcingWithAFailingTestPutsBackWhatWasThereAndSaysSo() throws IOException {
        Files.writeString(file, FOREIGN);
        runner.answer(TEST, FakeCommandRunner.failed(1, "broken elsewhere"));
        ProxyException failed = refused(() -> switcher().force(GREEN));
        assertTrue(failed.previousInPlace());
        assertTrue(
                failed.getMessage().contains("broken elsewhere. What was there is back in place"), failed.getMessage());
        assertEquals(FOREIGN, Files.readString(file));
        assertEquals(List.of(), kept());
    }

    @Test
    void forcingOursWithAFailingTestPutsItBack() throws IOException {
        String before = Files.readString(file);
        runner.answer(TEST, FakeCommandRunner.failed(1, "broken elsewhere"));
        refused(() -> switcher().force(GREEN));
        assertEquals(before, Files.readString(file));
    }

    @Test
    void forcingWhereNothingWasLeavesOursThoughTheTestFails() throws IOException {
        Files.delete(file);
        runner.answer(TEST, FakeCommandRunner.failed(1, "broken elsewhere"));
        ProxyException failed = refused(() -> switcher().force(GREEN));
        assertTrue(failed.getMessage().contains("There was no file, so ours stays"), failed.getMessage());
        assertEquals(Optional.of(GREEN), switcher().active());
    }

    @Test
    void forcingWithNginxDownLeavesTheFileForItsStartAndSaysWhereTheOldOneIs() throws IOException {
        Files.writeString(file, FOREIGN);
        runner.answer(RELOAD, FakeCommandRunner.failed(1, "no such process"));
        ProxyException failed = refused(() -> switcher().force(GREEN));
        assertFalse(failed.previousInPlace());
        assertTrue(failed.getMessage().contains("no such process. The file leads to green now"), failed.getMessage());
        assertTrue(failed.getMessage().contains("kept as " + kept().get(0)), failed.getMessage());
        assertEquals(Optional.of(GREEN), switcher().active());
    }

    @Test
    void interruptedForceIsTakenBackAndTheInterruptStays() throws IOException {
        Files.writeString(file, FOREIGN);
        Thread.currentThread().interrupt();
        ProxyException failed = refused(() -> switcher().force(GREEN));
        assertTrue(Thread.interrupted());
        assertTrue(failed.getMessage().contains("it was interrupted"), failed.getMessage());
        assertEquals(FOREIGN, Files.readString(file));
    }

    @Test
    void restoreWritesAFileThatIsGoneWithItsFolder() throws IOException {
        for (String name : names()) {
            Files.delete(file.resolveSibling(name));
        }
        Files.delete(file.getParent());
        assertTrue(refused(() -> switcher().switchTo(GREEN)).getMessage().contains("kawasemi repair my-shop"));
        switcher().restore(Optional.of(BLUE));
        assertEquals(Optional.of(BLUE), switcher().active());
    }

    @Test
    void restoreRefusesAnotherProgramsFileAndNamesTheRepair() throws IOException {
        Files.writeString(file, FOREIGN);
        ProxyException failed = refused(() -> switcher().restore(Optional.of(BLUE)));
        assertTrue(failed.getMessage().contains("another program wrote it"), failed.getMessage());
        assertTrue(failed.getMessage().contains("`kawasemi repair my-shop --active COLOR`"), failed.getMessage());
        assertEquals(FOREIGN, Files.readString(file));
    }

    @Test
    void restoreMendsAnEditedFileOfOursAndTheEditIsThePreviousOne() throws IOException {
        String edited = Files.readString(file).replace("server 127.0.0.1:18001;", "server 10.0.0.7:80;");
        Files.writeString(file, edited);
        refused(() -> switcher().active());
        switcher().restore(Optional.of(BLUE));
        assertEquals(Optional.of(BLUE), switcher().active());
        assertEquals(edited, Files.readString(file.resolveSibling(".my-shop.conf.previous")));
    }

    @Test
    void restoreOnAnInterruptedThreadStillWritesTheFile() {
        switcher().switchTo(GREEN);
        Thread.currentThread().interrupt();
        refused(() -> switcher().restore(Optional.of(BLUE)));
        assertTrue(Thread.interrupted());
        assertEquals(Optional.of(BLUE), switcher().active());
    }

    @Test
    void whatACutShortWriteLeftIsGoneAfterTheNextOne() throws IOException {
        Path left = file.resolveSibling(".my-shop.conf.new");
        Files.writeString(left, "upstream kawasemi_my_sh");
        Files.setPosixFilePermissions(left, java.util.Set.of());
        switcher().switchTo(GREEN);
        assertEquals(Optional.of(GREEN), switcher().active());
        assertFalse(Files.exists(left));
    }
}
