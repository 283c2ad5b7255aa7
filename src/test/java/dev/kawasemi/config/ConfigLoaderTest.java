package dev.kawasemi.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.proxy.ProxySettings;
import dev.kawasemi.rollout.AppSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    private static final String GOOD = """
            kawasemi {
              state-dir = "/tmp/k"
              discord { token-file = "token", guild = "123", channel = "456", roles { deploy = ["7"], approve = ["8"] } }
              apps {
                shop {
                  compose-file = "docker-compose.yml"
                  project = "shop"
                  web { service = "web", port = 8000 }
                  ports { blue = 18001, green = 18002 }
                  stages { web = ["redis", "web"], workers = ["worker"], schedulers = ["beat"] }
                  health { path = "/health/" }
                  proxy { file = "/etc/nginx/kawasemi/shop.conf", public-url = "http://127.0.0.1/" }
                }
              }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theSampleHasNoProblems() throws Exception {
        Path sample = Path.of(System.getProperty("project.basedir"), "conf", "application.conf");
        Settings settings = ConfigLoader.load(sample);
        AppSettings shop = settings.rollout().apps().get(0);
        assertEquals(18002, shop.compose().greenPort());
        assertEquals(Duration.ofMinutes(3), shop.health().deadline());
        assertEquals(2, shop.compose().queue().orElseThrow().depthCommands().size());
    }

    @Test
    void readsEverythingOfAnApp() throws Exception {
        Settings settings = load(GOOD);
        AppSettings shop = settings.rollout().apps().get(0);
        assertEquals(folder.resolve("docker-compose.yml"), shop.compose().composeFile());
        assertEquals(List.of("redis", "web"), shop.compose().stages().web());
        assertEquals("APP_TAG", shop.compose().versionVariable().orElseThrow());
        assertEquals(150L << 20, settings.rollout().minFreeMemory());
        assertEquals(Set.of("8"), settings.roles().approve());
        assertTrue(shop.compose().queue().isEmpty());
        ProxySettings.Nginx nginx = (ProxySettings.Nginx) shop.proxy();
        assertEquals(List.of("nginx", "-t"), nginx.test());
        assertEquals(3, nginx.verify().times());
        assertEquals("123", settings.discord().orElseThrow().guild());
    }

    @Test
    void withoutATokenThereIsNoDiscordAndNoProblem() throws Exception {
        String without = GOOD.replace("token-file = \"token\", ", "");
        if (System.getenv("DISCORD_TOKEN") == null) {
            assertTrue(load(without).discord().isEmpty());
        }
    }

    @Test
    void aVersionVariableMayBeNull() throws Exception {
        String text = GOOD.replace("project = \"shop\"", "project = \"shop\"\nversion-variable = null");
        assertTrue(
                load(text).rollout().apps().get(0).compose().versionVariable().isEmpty());
    }

    @Test
    void sixMistakesAreAllNamedWithTheirLines() throws Exception {
        String six = """
                kawasemi {
                  state-dir = "/tmp/k"
                  gaurd { min-free-disk = 1G }
                  apps {
                    shop {
                      compose-file = "docker-compose.yml"
                      project = "Shop!"
                      web { service = "web", port = 80000 }
                      ports { blue = 18001, green = 18001 }
                      stages { web = ["redis"], workers = ["worker"], schedulers = ["beat"] }
                      stop-grace = soon
                      proxy { file = "/etc/nginx/kawasemi/shop.conf", public-url = "http://127.0.0.1/" }
                    }
                  }
                }
                """;
        List<String> problems = problems(six);
        assertEquals(6, problems.size(), () -> String.join("\n", problems));
        assertNamed(problems, "application.conf:3: kawasemi.gaurd", "Did you mean kawasemi.guard");
        assertNamed(problems, "application.conf:7: kawasemi.apps.shop.project", "\"Shop!\"");
        assertNamed(problems, "application.conf:8: kawasemi.apps.shop.web.port", "80000");
        assertNamed(problems, "application.conf:9: kawasemi.apps.shop.ports.green", "another port");
        assertNamed(problems, "application.conf:10: kawasemi.apps.shop.stages.web", "web.service");
        assertNamed(problems, "application.conf:11: kawasemi.apps.shop.stop-grace", "soon");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            project = "shop"              | proejct = "shop"                   | apps.shop.proejct: there is no such key. Did you mean kawasemi.apps.shop.project
            compose-file = "docker-compose.yml" | compose-file = [1]           | apps.shop.compose-file
            blue = 18001                  | blue = eighty                      | apps.shop.ports.blue: saw "eighty", expected a port, 1 to 65535
            path = "/health/"             | path = "health"                    | begins with /
            path = "/health/"             | path = "/h", healthy-after = 0     | healthy-after: saw 0
            deploy = ["7"]                | deploy = ["ops"]                   | never names
            guild = "123"                 | guild = "my server"                | discord.guild
            guild = "123"                 | guild = "123", locale = "fr"       | discord.locale: saw "fr", expected "en", "ja" or "ko"
            state-dir = "/tmp/k"          | state-dir = "tmp"                  | state-dir
            public-url = "http://127.0.0.1/" | public-url = "ftp://x"          | public-url
            file = "/etc/nginx/kawasemi/shop.conf" | file = "shop.conf"        | proxy.file
            project = "shop"              | project = "shop", quiesce = "halt" | one of stop, pause, lower-cpu, auto
            workers = ["worker"]          | workers = ["web"]                  | each service in one stage only
            project = "shop"              | project = "shop", version-variable = "A B" | version-variable
            """)
    void eachMistakeIsNamed(String good, String bad, String named) throws Exception {
        List<String> problems = problems(GOOD.replace(good, bad));
        assertTrue(problems.stream().anyMatch(problem -> problem.contains(named)), () -> named + " not in " + problems);
    }

    @Test
    void twoAppsMayNotShareAProjectAPortOrAProxyFile() throws Exception {
        String app = GOOD.substring(GOOD.indexOf("    shop {"), GOOD.lastIndexOf("  }\n}"));
        List<String> problems = problems(GOOD.replace(app, app + app.replace("shop {", "blog {")));
        assertEquals(4, problems.size(), problems::toString);
        assertNamed(problems, "port 18001", "app blog");
    }

    @Test
    void aBadTokenIsNeverShown() throws Exception {
        List<String> problems = problems(GOOD.replace("token-file = \"token\"", "token = \"sec ret\""));
        assertFalse(problems.toString().contains("sec ret"), problems::toString);
        assertTrue(problems.toString().contains("discord.token"), problems::toString);
    }

    @Test
    void aMissingFileAndASyntaxErrorAreOneClearProblemEach() throws Exception {
        ConfigProblems missing =
                assertThrows(ConfigProblems.class, () -> ConfigLoader.load(folder.resolve("nowhere.conf")));
        assertTrue(missing.problems().get(0).contains("is not there"));
        List<String> syntax = problems("kawasemi {\n  apps {\n");
        assertEquals(1, syntax.size(), syntax::toString);
    }

    @Test
    void everyDefaultOfTheReferenceIsAKnownKey() throws Exception {
        String reference = Files.readString(
                Path.of(System.getProperty("project.basedir"), "src", "main", "resources", "reference.conf"));
        String withApp = reference.replace("apps {}", GOOD.substring(GOOD.indexOf("  apps {"), GOOD.lastIndexOf("}")));
        List<String> unknown = problemsOrNone(withApp).stream()
                .filter(problem -> problem.contains("no such key"))
                .toList();
        assertEquals(List.of(), unknown);
    }

    private static void assertNamed(List<String> problems, String begins, String has) {
        assertTrue(
                problems.stream().anyMatch(problem -> problem.contains(begins) && problem.contains(has)),
                () -> begins + " … " + has + " is not in\n" + String.join("\n", problems));
    }

    private List<String> problems(String text) throws IOException {
        return assertThrows(ConfigProblems.class, () -> load(text)).problems();
    }

    private List<String> problemsOrNone(String text) throws IOException {
        try {
            load(text);
            return List.of();
        } catch (ConfigProblems e) {
            return e.problems();
        }
    }

    private Settings load(String text) throws IOException, ConfigProblems {
        Files.writeString(folder.resolve("token"), "planted.token.value\n");
        return ConfigLoader.load(Files.writeString(folder.resolve("application.conf"), text));
    }
}
