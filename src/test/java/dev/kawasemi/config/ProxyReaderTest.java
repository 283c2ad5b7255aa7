package dev.kawasemi.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.proxy.ProxySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proxy block of an app, for each kind. */
class ProxyReaderTest {
    @TempDir
    Path folder;

    private ProxySettings read(String proxy) throws Exception {
        return load(proxy).rollout().apps().get(0).proxy();
    }

    private Settings load(String proxy) throws Exception {
        Path file = folder.resolve("application.conf");
        Files.writeString(file, """
                kawasemi {
                  state-dir = "/tmp/k"
                  apps {
                    shop {
                      compose-file = "docker-compose.yml"
                      project = "shop"
                      web { service = "web", port = 8000 }
                      ports { blue = 18001, green = 18002 }
                      stages { web = ["web"] }
                      proxy { public-url = "http://127.0.0.1/", @PROXY@ }
                    }
                  }
                }
                """.replace("@PROXY@", proxy));
        return ConfigLoader.load(file);
    }

    @Test
    void eachKindHasItsOwnTestAndReload() throws Exception {
        ProxySettings.Nginx nginx =
                assertInstanceOf(ProxySettings.Nginx.class, read("file = \"/etc/nginx/kawasemi/shop.conf\""));
        assertEquals(List.of("nginx", "-t"), nginx.test());
        assertEquals(List.of("nginx", "-s", "reload"), nginx.reload());
        ProxySettings.Caddy caddy = assertInstanceOf(
                ProxySettings.Caddy.class, read("kind = caddy, file = \"/etc/caddy/kawasemi/shop.caddy\""));
        assertEquals(List.of("caddy", "adapt", "--config", "/etc/caddy/Caddyfile"), caddy.test());
        assertEquals(List.of("caddy", "reload", "--config", "/etc/caddy/Caddyfile"), caddy.reload());
        ProxySettings.Haproxy haproxy = assertInstanceOf(
                ProxySettings.Haproxy.class, read("kind = haproxy, file = \"/etc/haproxy/kawasemi/shop.cfg\""));
        assertEquals(
                List.of("haproxy", "-c", "-f", "/etc/haproxy/haproxy.cfg", "-f", "/etc/haproxy/kawasemi"),
                haproxy.test());
        assertEquals(List.of("systemctl", "reload", "haproxy"), haproxy.reload());
        assertEquals(Path.of("/etc/haproxy/kawasemi/shop.cfg"), haproxy.file());
    }

    @Test
    void anAppsOwnTestAndReloadGoBeforeItsKinds() throws Exception {
        ProxySettings.Caddy own =
                (ProxySettings.Caddy) read("kind = caddy, file = \"/a.caddy\", test = [\"/bin/true\"]");
        assertEquals(List.of("/bin/true"), own.test());
        assertEquals(List.of("caddy", "reload", "--config", "/etc/caddy/Caddyfile"), own.reload());
        ProxySettings.Caddy kinds =
                (ProxySettings.Caddy) read("kind = caddy, file = \"/a.caddy\", caddy { reload = [\"/bin/true\"] }");
        assertEquals(List.of("/bin/true"), kinds.reload());
    }

    @Test
    void aScriptNeedsNoFile() throws Exception {
        ProxySettings.Script script =
                assertInstanceOf(ProxySettings.Script.class, read("kind = script, command = [\"/usr/local/bin/s\"]"));
        assertEquals(List.of("/usr/local/bin/s"), script.command());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind = traefik, file = "/a"           | proxy.kind: saw "traefik", expected one of nginx, caddy, haproxy, script
            kind = haproxy, file = "/etc/h/shop"  | proxy.file: saw "/etc/h/shop", expected the path of the file that Kawasemi writes, ending with .cfg
            kind = caddy, file = "shop.caddy"     | proxy.file: saw "shop.caddy", expected the path of the file that Kawasemi writes
            kind = caddy, file = "/a", reload = [] | proxy.reload: saw [], expected a program and its arguments
            kind = caddy, file = "/a", caddy { test = [] } | proxy.caddy.test: saw [], expected a program and its arguments
            kind = caddy, file = "/a", cady { test = [] } | proxy.cady: there is no such key. Did you mean kawasemi.apps.shop.proxy.caddy
            kind = caddy                          | proxy.file: saw nothing
            kind = script, command = []           | proxy.command: saw [], expected a program and its arguments
            """)
    void eachMistakeIsNamed(String proxy, String named) {
        ConfigProblems problems = assertThrows(ConfigProblems.class, () -> load(proxy));
        assertTrue(problems.toString().contains(named), problems::toString);
    }
}
