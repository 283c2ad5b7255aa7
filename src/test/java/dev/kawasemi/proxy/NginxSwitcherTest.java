package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import dev.kawasemi.testing.FakeCommandRunner;
import dev.kawasemi.testing.FakeTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written and what is run, with nginx scripted. */
class NginxSwitcherTest {
    private static final Target BLUE = new Target(Color.BLUE, 18001);
    private static final Target GREEN = new Target(Color.GREEN, 18002);
    private static final List<String> TEST = List.of("nginx", "-t");
    private static final List<String> RELOAD = List.of("nginx", "-s", "reload");

    private final FakeCommandRunner runner = new FakeCommandRunner();

    @TempDir
    Path folder;

    private Path file = Path.of("unset");

    @BeforeEach
    void allIsFine() {
        file = folder.resolve("kawasemi/my-shop.conf");
        testSays("");
        reloadSays("");
    }

    private void testSays(String problem) {
        runner.answer(TEST, problem.isEmpty() ? FakeCommandRunner.ok("") : FakeCommandRunner.failed(1, problem));
    }

    private void reloadSays(String problem) {
        runner.answer(RELOAD, problem.isEmpty() ? FakeCommandRunner.ok("") : FakeCommandRunner.failed(1, problem));
    }

    private ProxySwitcher switcher() {
        // Port 1: nobody answers there, so what serves cannot be told from outside.
        ProxySettings.Verify verify = new ProxySettings.Verify(
                URI.create("http://127.0.0.1:1/"), 3, false, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("my-shop"), 18001, 18002),
                new ProxySettings.Nginx(file, TEST, RELOAD, verify),
                runner,
                new FakeTime());
    }

    private ProxySwitcher initialised() {
        ProxySwitcher switcher = switcher();
        switcher.init();
        return switcher;
    }

    private String text() throws IOException {
        return Files.readString(file);
    }

    @Test
    void writesAnUpstreamAndAMapFromTheAnsweringAddressToItsColour() throws IOException {
        initialised().switchTo(GREEN);
        assertEquals("""
                # Kawasemi writes this file for app my-shop: edits are lost
                # active: green 18002

                upstream kawasemi_my_shop {
                    server 127.0.0.1:18002;
                }

                # The colour of the address that answered; after retries nginx lists several, the last one counts.
                map $upstream_addr $kawasemi_my_shop_color {
                    default "";
                    "~(^|[ ,])127\\.0\\.0\\.1:18002$" green;
                    "~(^|[ ,])127\\.0\\.0\\.1:18001$" blue;
                }
                """, text());
        assertEquals(List.of(TEST, RELOAD), runner.commandLines());
    }

    @Test
    void firstFileHasAServerThatIsDown() throws IOException {
        List<String> lines = switcher().init();
        assertTrue(text().contains("    server 127.0.0.1:18001 down;\n"), text());
        assertEquals(Optional.empty(), switcher().active());
        assertTrue(lines.contains("    proxy_pass http://kawasemi_my_shop;"), lines.toString());
        assertTrue(lines.contains("    add_header X-Kawasemi-Color $kawasemi_my_shop_color always;"), lines.toString());
        assertTrue(lines.contains("    include " + file + ";"), lines.toString());
        assertTrue(lines.contains("    worker_shutdown_timeout 60s;"), lines.toString());
        assertEquals(List.of(), runner.commandLines());
    }

    @Test
    void adoptedPortIsMappedToItsColour() throws IOException {
        initialised().switchTo(new Target(Color.BLUE, 8000));
        assertTrue(text().contains("127\\.0\\.0\\.1:8000$\" blue;"), text());
        assertEquals(Optional.of(new Target(Color.BLUE, 8000)), switcher().active());
    }

    @Test
    void switchingToWhereItIsTestsAndReloadsAllTheSame() {
        ProxySwitcher switcher = initialised();
        switcher.switchTo(GREEN);
        switcher.switchTo(GREEN);
        assertEquals(List.of(TEST, RELOAD, TEST, RELOAD), runner.commandLines());
    }

    @Test
    void keepsThePreviousTextWhereNoIncludeFindsItAndTheModeOfTheFile() throws IOException {
        ProxySwitcher switcher = initialised();
        switcher.switchTo(BLUE);
        String before = text();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        switcher.switchTo(GREEN);
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        switcher.switchTo(GREEN);
        assertEquals(before, Files.readString(file.resolveSibling(".my-shop.conf.previous")));
        try (Stream<Path> entries = Files.list(file.getParent())) {
            assertEquals(
                    List.of(".my-shop.conf.previous", "my-shop.conf"),
                    entries.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = folder.resolve("real.conf");
        ProxySwitcher switcher = initialised();
        Files.move(file, real);
        Files.createSymbolicLink(file, real);
        switcher.switchTo(GREEN);
        assertTrue(Files.isSymbolicLink(file));
        assertTrue(Files.readString(real).contains("# active: green 18002"));
    }

    @Test
    void failingTestPutsThePreviousFileBackWithoutAReload() throws IOException {
        ProxySwitcher switcher = initialised();
        switcher.switchTo(BLUE);
        String before = text();
        testSays("nginx: [emerg] unknown directive \"foo\" in /etc/nginx/other.conf:3\nnginx: test failed\n");
        ProxyException failed = assertThrows(ProxyException.class, () -> switcher.switchTo(GREEN));
        assertTrue(failed.previousInPlace());
        assertTrue(
                failed.getMessage()
                        .contains("unknown directive \"foo\" in /etc/nginx/other.conf:3 / nginx: test failed"),
                failed.getMessage());
        assertEquals(before, text());
        assertEquals(List.of(TEST, RELOAD, TEST), runner.commandLines());
    }

    @Test
    void failingReloadPutsThePreviousFileBackAndReloadsIt() throws IOException {
        ProxySwitcher switcher = initialised();
        switcher.switchTo(BLUE);
        String before = text();
        runner.answer(RELOAD, FakeCommandRunner.failed(1, "signal lost"), FakeCommandRunner.ok(""));
        ProxyException failed = assertThrows(ProxyException.class, () -> switcher.switchTo(GREEN));
        assertTrue(failed.previousInPlace(), failed.getMessage());
        assertTrue(failed.getMessage().contains("signal lost"), failed.getMessage());
        assertEquals(before, text());
    }

    @Test
    void whenNginxCannotBeToldTheExceptionSaysSo() throws IOException {
        ProxySwitcher switcher = initialised();
        switcher.switchTo(BLUE);
        String before = text();
        reloadSays("no such process");
        ProxyException failed = assertThrows(ProxyException.class, () -> switcher.switchTo(GREEN));
        assertFalse(failed.previousInPlace());
        assertTrue(
                failed.getMessage()
                        .matches(
                                ".*The public entry: no answer \\(.*start it: it serves as before.*it may serve green"),
                failed.getMessage());
        assertEquals(before, text());
    }

    @Test
    void interruptedSwitchIsTakenBackAndTheInterruptStays() throws IOException {
        ProxySwitcher switcher = initialised();
        switcher.switchTo(BLUE);
        String before = text();
        Thread.currentThread().interrupt();
        ProxyException failed = assertThrows(ProxyException.class, () -> switcher.switchTo(GREEN));
        assertTrue(Thread.interrupted());
        assertTrue(failed.previousInPlace(), failed.getMessage());
        assertEquals(before, text());
    }

    @Test
    void failedRestoreLeavesTheWantedFileAndSaysThatItIsNotServed() throws IOException {
        ProxySwitcher switcher = initialised();
        switcher.switchTo(GREEN);
        testSays("broken elsewhere");
        ProxyException failed = assertThrows(ProxyException.class, () -> switcher.restore(Optional.of(BLUE)));
        assertFalse(failed.previousInPlace());
        assertTrue(failed.getMessage().contains("broken elsewhere"), failed.getMessage());
        assertEquals(Optional.of(BLUE), switcher.active());
    }

    @Test
    void fileOfAnotherProgramIsNeverTouched() throws IOException {
        Files.createDirectories(folder.resolve("kawasemi"));
        Files.writeString(file, "server { listen 80; }\n");
        for (ThrowingCall call : List.<ThrowingCall>of(
                () -> switcher().active(),
                () -> switcher().init(),
                () -> switcher().switchTo(GREEN),
                () -> switcher().restore(Optional.of(BLUE)))) {
            ProxyException failed = assertThrows(ProxyException.class, call::run);
            assertTrue(failed.getMessage().contains("another program wrote it"), failed.getMessage());
        }
        assertEquals("server { listen 80; }\n", text());
        assertEquals(1, switcher().check().size());
    }

    @Test
    void handChangedServerIsNotBelievedButASwitchMendsIt() throws IOException {
        ProxySwitcher switcher = initialised();
        switcher.switchTo(GREEN);
        Files.writeString(file, text().replace("server 127.0.0.1:18002;", "server 127.0.0.1:18001;"));
        ProxyException failed = assertThrows(ProxyException.class, switcher::active);
        assertTrue(failed.getMessage().contains("changed by hand"), failed.getMessage());
        switcher.switchTo(BLUE);
        assertEquals(Optional.of(BLUE), switcher.active());
    }

    @Test
    void checkNamesEveryProblem() {
        testSays("nginx: [emerg] bind() failed\n");
        List<String> problems = switcher().check().stream().map(Finding::words).toList();
        assertTrue(problems.stream().anyMatch(p -> p.contains("Run `kawasemi init my-shop`")), problems.toString());
        assertTrue(
                problems.stream()
                        .anyMatch(
                                p -> p.startsWith("The proxy's test does not pass: `nginx -t` failed with exit code 1: "
                                        + "nginx: [emerg] bind() failed. Mend the configuration of nginx")),
                problems.toString());
    }

    @Test
    void checkSaysThatTheProgramIsMissing() {
        initialised();
        runner.missing("nginx");
        runner.answer(TEST);
        List<String> problems = switcher().check().stream().map(Finding::words).toList();
        assertTrue(problems.stream().anyMatch(p -> p.contains("`nginx -t` cannot be run")), problems.toString());
    }

    @FunctionalInterface
    private interface ThrowingCall {
        void run();
    }
}
