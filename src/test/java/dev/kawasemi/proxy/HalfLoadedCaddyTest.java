package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import dev.kawasemi.testing.FakeCommandRunner;
import dev.kawasemi.testing.FakeTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sockets of one program listen where visitors come in, as a reload of Caddy leaves them that failed: no switch is believed until one of them is gone. */
class HalfLoadedCaddyTest {
    private static final Target BLUE = new Target(Color.BLUE, 18001);
    private static final Target GREEN = new Target(Color.GREEN, 18002);
    private static final List<String> CADDY = List.of("true");

    private final ServerSocketChannel runs;
    private final FakeTime time = new FakeTime();
    private Optional<ServerSocketChannel> left = Optional.empty();

    @TempDir
    Path folder;

    HalfLoadedCaddyTest() throws IOException {
        runs = listen(0);
    }

    private static ServerSocketChannel listen(int port) throws IOException {
        return ServerSocketChannel.open()
                .setOption(StandardSocketOptions.SO_REUSEPORT, true)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @BeforeEach
    void blueServesAndThenAReloadLeavesAPartBehind() throws IOException {
        switcher().init();
        switcher().switchTo(BLUE);
        left = Optional.of(listen(port()));
    }

    @AfterEach
    void close() throws IOException {
        runs.close();
        closeLeft();
    }

    private void closeLeft() {
        try {
            left.orElseThrow().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int port() throws IOException {
        return ((InetSocketAddress) runs.getLocalAddress()).getPort();
    }

    private ProxySwitcher switcher() throws IOException {
        ProxySettings.Verify verify = new ProxySettings.Verify(
                URI.create("http://127.0.0.1:" + port() + "/"), 1, false, Duration.ofMillis(100), Duration.ofSeconds(1));
        return ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("shop"), 18001, 18002),
                new ProxySettings.Caddy(folder.resolve("kawasemi/shop.caddy"), CADDY, CADDY, verify),
                new FakeCommandRunner().answer(CADDY, FakeCommandRunner.ok("")),
                time);
    }

    private String said() throws IOException {
        return "Caddy listens twice at port " + port() + ": ";
    }

    @Test
    void itIsNamedBeforeADeployTouchesAnything() throws IOException {
        List<Finding> problems = switcher().check();
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).seen().startsWith(said()), problems.toString());
        assertEquals("Restart Caddy (systemctl restart caddy)", problems.get(0).fix());
    }

    @Test
    void aSwitchIsTakenBackAndNotCalledWhole() throws IOException {
        ProxyException e = assertThrows(ProxyException.class, () -> switcher().switchTo(GREEN));
        assertFalse(e.previousInPlace(), e.getMessage());
        assertTrue(e.getMessage().contains("The previous proxy file is back in place but " + said()), e.getMessage());
        assertEquals(Optional.of(BLUE), switcher().active());
    }

    @Test
    void aRestoreDoesNotEndWellUntilCaddyWasRestarted() throws IOException {
        ProxyException e = assertThrows(ProxyException.class, () -> switcher().restore(Optional.of(BLUE)));
        assertTrue(e.getMessage().contains("but " + said()), e.getMessage());
        closeLeft();
        switcher().restore(Optional.of(BLUE));
        assertEquals(List.of(), switcher().check());
    }

    @Test
    void aRepairSaysIt() {
        ProxyException e = assertThrows(ProxyException.class, () -> switcher().force(GREEN));
        assertTrue(e.getMessage().contains("The file leads to green now"), e.getMessage());
    }

    /** A reload that goes well has both for an instant. */
    @Test
    void twoForAnInstantAreNone() throws IOException {
        time.onAdvance(this::closeLeft);
        assertEquals(List.of(), switcher().check());
        switcher().switchTo(GREEN);
        assertEquals(Optional.of(GREEN), switcher().active());
    }
}
