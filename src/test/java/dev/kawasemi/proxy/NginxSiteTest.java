package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.testing.FakeCommandRunner;
import dev.kawasemi.testing.FakeTime;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nginx's own print of its configuration tells, before any colour serves. */
class NginxSiteTest {
    private static final String HEAD = "# configuration file /etc/nginx/nginx.conf:\n";
    private static final String SITE = """
            location / {
                proxy_pass http://kawasemi_my_shop;
                add_header X-Kawasemi-Color $kawasemi_my_shop_color always;
            }
            """;

    @TempDir
    Path folder;

    private final FakeCommandRunner runner = new FakeCommandRunner();

    @BeforeEach
    void init() {
        switcher(List.of("nginx", "-t")).init();
    }

    private ProxySwitcher switcher(List<String> test) {
        ProxySettings.Verify verify = new ProxySettings.Verify(
                URI.create("http://127.0.0.1:1/"), 3, false, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("my-shop"), 18001, 18002),
                new ProxySettings.Nginx(folder.resolve("my-shop.conf"), test, List.of("/bin/true"), verify),
                runner,
                new FakeTime());
    }

    private String ours() throws Exception {
        return Files.readString(folder.resolve("my-shop.conf"));
    }

    private List<Finding> found(String printed, String... test) {
        List<String> argv = List.of(test);
        runner.answer(List.of(), new CommandResult(0, printed, "syntax is ok", Duration.ofMillis(1)));
        return switcher(argv).checkSite(Optional.empty());
    }

    @Test
    void aSiteThatLeadsThroughIsFine() throws Exception {
        assertEquals(List.of(), found(HEAD + ours() + SITE, "nginx", "-t"));
    }

    @Test
    void theTestIsAskedForMoreAlsoBehindSudoAndQuiet() throws Exception {
        assertEquals(List.of(), found(HEAD + SITE + ours(), "sudo", "-n", "/usr/sbin/nginx", "-t", "-q"));
        assertEquals(List.of(List.of("sudo", "-n", "/usr/sbin/nginx", "-T")), runner.commandLines());
    }

    @Test
    void aFileThatIsNotTakenInIsNamedWithTheLineForIt() {
        List<Finding> found = found(HEAD + SITE, "nginx", "-t");
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.get(0).inTheWay());
        assertTrue(found.get(0).fix().contains("`include " + folder.resolve("my-shop.conf") + ";`"), found::toString);
    }

    @Test
    void whatIsCommentedOutOrAnotherAppsIsNoSite() throws Exception {
        String others = SITE.replace("my_shop", "my_shop2");
        List<Finding> found = found(HEAD + ours() + others + SITE.replaceAll("(?m)^ {4}", "    # "), "nginx", "-t");
        assertEquals(2, found.size(), found::toString);
        assertTrue(found.get(0).seen().endsWith("no site passes to kawasemi_my_shop"), found::toString);
        assertTrue(found.get(1).seen().endsWith("no site shows $kawasemi_my_shop_color"), found::toString);
    }

    @Test
    void whereItMayNotBePrintedThatIsANoteAndNothingIsQuoted() {
        runner.answer(
                List.of("sudo", "-n", "/usr/sbin/nginx", "-T"),
                new CommandResult(1, HEAD + "auth_basic hunter2;", "", Duration.ofMillis(1)));
        List<Finding> found =
                switcher(List.of("sudo", "-n", "/usr/sbin/nginx", "-t")).checkSite(Optional.empty());
        assertEquals(1, found.size());
        assertFalse(found.get(0).inTheWay());
        assertFalse(found.toString().contains("hunter2"), found::toString);
    }

    @Test
    void aBeginningThatWasNotKeptProvesNothing() {
        assertFalse(
                found("} # the end of a very long one\n", "nginx", "-t").get(0).inTheWay());
    }

    @Test
    void aTestOfSomebodyElsesIsNotAsked() {
        List<Finding> found = found("", "/usr/local/bin/test-proxy");
        assertEquals(List.of(), runner.commandLines());
        assertFalse(found.get(0).inTheWay());
    }

    @Test
    void aFileThatIsNotOursIsTheChecksBusiness() throws Exception {
        Files.writeString(folder.resolve("my-shop.conf"), "another's");
        assertEquals(List.of(), found(HEAD + SITE, "nginx", "-t"));
    }
}
