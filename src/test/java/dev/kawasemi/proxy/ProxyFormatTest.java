package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Caddy and HAProxy get to read, and which of their texts are not believed. */
class ProxyFormatTest {
    private static final AppName SHOP = new AppName("my-shop");
    private static final Target GREEN = new Target(Color.GREEN, 18002);

    private final ProxySwitchers.App app = new ProxySwitchers.App(SHOP, 18001, 18002);
    private final ProxyText caddy = new ProxyText(SHOP, new CaddyFile(SHOP));
    private final ProxyText haproxy = new ProxyText(SHOP, new HaproxyFile(app));

    @Test
    void caddyGetsASnippetForAReverseProxy() {
        assertEquals("""
                # Kawasemi writes this file for app my-shop: edits are lost
                # active: green 18002

                (kawasemi_my_shop) {
                	to 127.0.0.1:18002
                	header_down X-Kawasemi-Color green
                }
                """, caddy.text(Optional.of(GREEN)));
        assertEquals("""
                # Kawasemi writes this file for app my-shop: edits are lost
                # active: none

                (kawasemi_my_shop) {
                	# to: no colour yet
                	header_down -X-Kawasemi-Color
                }
                """, caddy.text(Optional.empty()));
    }

    @Test
    void haproxyGetsABackendWhoseServersNameIsTheColour() {
        assertEquals("""
                # Kawasemi writes this file for app my-shop: edits are lost
                # active: green 18002

                backend kawasemi_my_shop
                    mode http
                    http-response set-header X-Kawasemi-Color %[srv_name]
                    server green 127.0.0.1:18002
                """, haproxy.text(Optional.of(GREEN)));
        assertTrue(haproxy.text(Optional.empty()).endsWith("    server none 127.0.0.1:18001 disabled\n"));
    }

    @Test
    void whatIsWrittenIsRead() {
        for (ProxyText text : List.of(caddy, haproxy)) {
            for (Optional<Target> active : List.<Optional<Target>>of(
                    Optional.empty(), Optional.of(GREEN), Optional.of(new Target(Color.BLUE, 8000)))) {
                assertEquals(active, text.active(text.text(active), "the file"));
            }
        }
    }

    /** Each line: what is replaced in green's text by what, and what is then seen. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to 127.0.0.1:18002|to 127.0.0.1:18001|\"# active: green 18002\" and \"to 127.0.0.1:18001\" contradict",
                "to 127.0.0.1:18002|# to: no colour yet|and \"# to: no colour yet\" contradict",
                "to 127.0.0.1:18002|to 10.0.0.1:18002|it has 0 server lines and 1 active lines",
                "# active: green 18002|# active: none|\"# active: none\" and \"to 127.0.0.1:18002\" contradict"
            })
    void anEditedSnippetIsNotBelieved(String from, String to, String seen) {
        assertSeen(caddy, from, to, seen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server green 127.0.0.1:18002|server blue 127.0.0.1:18002|and \"server blue 127.0.0.1:18002\" contradict",
                "server green 127.0.0.1:18002|server green 127.0.0.1:18001|\"server green 127.0.0.1:18001\" contradict",
                "127.0.0.1:18002|127.0.0.1:18002 disabled|and \"server green 127.0.0.1:18002 disabled\" contradict",
                "server green|# server green|it has 0 server lines and 1 active lines",
                "# active: green 18002|# active: none|\"# active: none\" and \"server green 127.0.0.1:18002\" contradict"
            })
    void anEditedBackendIsNotBelieved(String from, String to, String seen) {
        assertSeen(haproxy, from, to, seen);
    }

    private static void assertSeen(ProxyText format, String from, String to, String seen) {
        String text = format.text(Optional.of(GREEN)).replace(from, to);
        ProxyException e = assertThrows(ProxyException.class, () -> format.active(text, "the file"));
        assertTrue(e.getMessage().contains(seen), e.getMessage());
        assertTrue(e.getMessage().contains("`kawasemi repair my-shop --active COLOR`"), e.getMessage());
    }

    @Test
    void theLinesToPasteNameWhatTheFileDefines() {
        List<String> forCaddy = caddy.format().linesToPaste(Path.of("/etc/caddy/kawasemi/my-shop.caddy"));
        assertTrue(forCaddy.contains("    import /etc/caddy/kawasemi/my-shop.caddy"), forCaddy.toString());
        assertTrue(forCaddy.contains("        import kawasemi_my_shop"), forCaddy.toString());
        List<String> forHaproxy = haproxy.format().linesToPaste(Path.of("/etc/haproxy/kawasemi/my-shop.cfg"));
        assertTrue(
                forHaproxy.contains("    EXTRAOPTS=\"-S /run/haproxy-master.sock -f /etc/haproxy/kawasemi\""),
                forHaproxy.toString());
        assertTrue(forHaproxy.toString().contains("default_backend kawasemi_my_shop"), forHaproxy.toString());
    }
}
