package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.time.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real nginx prints of its configuration, and what it answers. */
@Tag("engine")
@Timeout(60)
class NginxSiteEngineTest {
    @TempDir
    Path folder;

    private ProxySite site;

    @BeforeEach
    void open() throws Exception {
        site = new ProxySite(ProxyKind.NGINX, folder);
    }

    @AfterEach
    void close() throws Exception {
        site.stop();
    }

    @Test
    void aSiteThatLeadsThroughIsFineBeforeAndAfterTheFirstDeploy() throws Exception {
        assertEquals(List.of(), site.switcher().checkSite(Optional.empty()));
        site.serving(site.green());
        assertEquals(List.of(), site.switcher().checkSite(Optional.of(Color.GREEN)));
    }

    @Test
    void aFileThatLiesWhereNginxDoesNotLookIsNamed() {
        ProxySettings.Verify verify = new ProxySettings.Verify(
                URI.create("http://127.0.0.1:1/"), 1, false, Duration.ofSeconds(2), Duration.ofSeconds(2));
        ProxySwitcher other = ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("other"), 18001, 18002),
                new ProxySettings.Nginx(
                        folder.resolve("elsewhere/other.conf"),
                        site.proxy().test(),
                        site.proxy().reload(),
                        verify),
                CommandRunners.system(),
                TimeSource.system());
        other.init();
        List<Finding> found = other.checkSite(Optional.empty());
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.get(0).inTheWay());
        assertTrue(found.get(0).seen().startsWith("nginx does not take " + folder), found::toString);
    }

    @Test
    void anNginxThatIsDownIsOutOfReach() throws Exception {
        site.serving(site.blue());
        site.proxy().kill();
        List<Finding> found = site.switcher().checkSite(Optional.of(Color.BLUE));
        assertEquals(1, found.size(), found::toString);
        assertEquals(Finding.Kind.OUT_OF_REACH, found.get(0).kind());
        site.proxy().start();
    }
}
