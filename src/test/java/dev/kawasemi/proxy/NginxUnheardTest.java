package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.process.Cancellation;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx cannot be told any more: what serves is seen at the public entry, and the answer says whether that is what it was. */
class NginxUnheardTest {
    private static final Target BLUE = new Target(Color.BLUE, 18001);
    private static final Target GREEN = new Target(Color.GREEN, 18002);
    private static final List<String> TEST = List.of("nginx", "-t");
    private static final List<String> RELOAD = List.of("nginx", "-s", "reload");

    private final FakeCommandRunner runner = new FakeCommandRunner();
    private final Backend entry;
    private volatile Optional<String> serves = Optional.of("blue");

    @TempDir
    Path folder;

    NginxUnheardTest() throws IOException {
        entry = Backend.entry(() -> serves);
    }

    @BeforeEach
    void blueServesAndNoReloadWorksAnyMore() {
        runner.answer(TEST, FakeCommandRunner.ok("")).answer(RELOAD, FakeCommandRunner.ok(""));
        switcher().init();
        switcher().switchTo(BLUE);
        runner.answer(RELOAD, FakeCommandRunner.failed(1, "no such process"));
    }

    @AfterEach
    void close() {
        entry.close();
    }

    private ProxySwitcher switcher() {
        ProxySettings.Verify verify = new ProxySettings.Verify(
                URI.create("http://127.0.0.1:" + entry.port() + "/"),
                1,
                false,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1));
        return ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("shop"), 18001, 18002),
                new ProxySettings.Nginx(folder.resolve("shop.conf"), TEST, RELOAD, verify),
                runner,
                new FakeTime());
    }

    private ProxyException refused(Runnable act) {
        return assertThrows(ProxyException.class, act::run);
    }

    @Test
    void whatServedStillServes() {
        ProxyException e = refused(() -> switcher().switchTo(GREEN));
        assertTrue(e.previousInPlace(), e.getMessage());
        assertTrue(
                e.getMessage()
                        .endsWith(
                                "no such process. The previous proxy file is back in place and nginx serves as before"),
                e.getMessage());
        assertEquals(Optional.of(BLUE), switcher().active());
    }

    @Test
    void theNewColourWasHeardOfAllTheSame() {
        serves = Optional.of("green");
        ProxyException e = refused(() -> switcher().switchTo(GREEN));
        assertFalse(e.previousInPlace());
        assertTrue(e.getMessage().contains("The public entry: HTTP 200 from green."), e.getMessage());
        assertTrue(e.getMessage().contains("it may serve green"), e.getMessage());
    }

    @Test
    void nobodyAnswersSoItCannotBeTold() {
        serves = Optional.empty();
        ProxyException e = refused(() -> switcher().switchTo(GREEN));
        assertFalse(e.previousInPlace());
        assertTrue(e.getMessage().contains("The public entry: HTTP 502"), e.getMessage());
    }

    @Test
    void beforeTheFirstColourAnythingButTheNewOneIsAsBefore() throws IOException {
        Files.delete(folder.resolve("shop.conf"));
        switcher().init();
        serves = Optional.empty();
        assertTrue(refused(() -> switcher().switchTo(GREEN)).previousInPlace());
        serves = Optional.of("green");
        assertFalse(refused(() -> switcher().switchTo(GREEN)).previousInPlace());
    }

    @Test
    void aRestoreThatCannotBeToldSaysWhetherItIsServed() {
        ProxyException served = refused(() -> switcher().restore(Optional.of(BLUE)));
        assertTrue(served.previousInPlace());
        assertTrue(
                served.getMessage().startsWith("Tried to bring shop back to blue but `nginx -s reload` failed"),
                served.getMessage());
        assertFalse(refused(() -> switcher().restore(Optional.of(GREEN))).previousInPlace());
        ProxyException none = refused(() -> switcher().restore(Optional.empty()));
        assertFalse(none.previousInPlace());
        assertTrue(none.getMessage().startsWith("Tried to bring shop back to no colour"), none.getMessage());
    }

    @Test
    void aForcedColourThatServesAlreadyIsInPlace() {
        assertTrue(refused(() -> switcher().force(BLUE)).previousInPlace());
        assertFalse(refused(() -> switcher().force(GREEN)).previousInPlace());
    }

    @Test
    void forcingAFileThatIsAsItShouldBeKeepsNothing() throws IOException {
        runner.answer(RELOAD, FakeCommandRunner.ok(""));
        assertEquals(Optional.empty(), switcher().force(GREEN));
        assertEquals(Optional.of(GREEN), switcher().active());
        try (Stream<Path> names = Files.list(folder)) {
            assertEquals(
                    List.of(".shop.conf.previous", "shop.conf"),
                    names.map(path -> path.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void checkSaysThatTheReloadProgramIsMissingAndLeavesAnInterruptSet() {
        ProxySettings.Verify verify = new ProxySettings.Verify(
                URI.create("http://127.0.0.1:1/"), 1, false, Duration.ofSeconds(1), Duration.ofSeconds(1));
        ProxySwitcher other = ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("shop"), 18001, 18002),
                new ProxySettings.Nginx(
                        folder.resolve("shop.conf"), TEST, List.of("/no/such/nginx", "-s", "reload"), verify),
                runner,
                new FakeTime());
        assertTrue(
                other.check().toString().contains("The program /no/such/nginx is not on this host or may not be run"),
                () -> other.check().toString());
        Thread.currentThread().interrupt();
        List<String> problems = other.check().stream().map(Finding::words).toList();
        assertTrue(Thread.interrupted());
        assertTrue(problems.contains("The proxy's test was interrupted. Try again"), problems.toString());
    }

    @Test
    void initSaysWhetherTheFileWasThere() throws IOException {
        String file = folder.resolve("shop.conf").toString();
        assertEquals(
                file + " is there already and was left as it is.",
                switcher().init().get(0));
        Files.delete(folder.resolve("shop.conf"));
        assertEquals(
                "Wrote " + file + ". It has no colour yet: nginx answers 502 until the first deploy.",
                switcher().init().get(0));
    }

    @Test
    void theEntryIsSeenThroughTheSwitcher() throws InterruptedException {
        assertEquals(
                Optional.of(Color.BLUE), switcher().glance(Cancellation.none()).color());
        assertTrue(switcher().verify(Color.BLUE, Cancellation.none()).ok());
    }
}
