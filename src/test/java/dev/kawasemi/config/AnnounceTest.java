package dev.kawasemi.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.webhook.WebhookSettings;
import dev.kawasemi.webhook.WebhookSettings.Hook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may announce releases, and where that is listened for. */
class AnnounceTest {
    private static final String SECRET = "planted-0123456789abcdef";

    @TempDir
    private Path folder;

    @BeforeEach
    void secretFiles() throws IOException {
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
        Files.writeString(folder.resolve("short"), "planted");
    }

    private Settings load(String webhook, String announce) throws IOException, ConfigProblems {
        Path file = folder.resolve("application.conf");
        Files.writeString(file, """
                kawasemi {
                  state-dir = "/tmp/k"
                  webhook { %s }, metrics { listen = "127.0.0.1:9090" }
                  apps {
                    shop {
                      compose-file = "docker-compose.yml", project = "shop"
                      web { service = "web", port = 8000 }, ports { blue = 18001, green = 18002 }
                      stages { web = ["web"] }
                      proxy { file = "/etc/nginx/kawasemi/shop.conf", public-url = "http://127.0.0.1/" }
                      announce { %s }
                    }
                  }
                }
                """.formatted(webhook, announce));
        return ConfigLoader.load(file);
    }

    private List<String> problems(String webhook, String announce) {
        return assertThrows(ConfigProblems.class, () -> load(webhook, announce)).problems();
    }

    @Test
    void nothingIsListenedForByDefault() throws Exception {
        assertTrue(load("", "").doors().webhook().isEmpty());
        assertEquals(Set.of(), load("", "").doors().autoDeploy());
    }

    @Test
    void bothSendersAreRead() throws Exception {
        Settings.Doors announce = load(
                        "listen = \"127.0.0.1:9080\"",
                        "auto-deploy = true, versions = \"v.*\", github { repository = \"me/shop\", secret-file = secret,"
                                + " events = [release, workflow_run] }, signed { secret-file = secret }")
                .doors();
        WebhookSettings webhook = announce.webhook().orElseThrow();
        assertEquals(9080, webhook.listen().getPort());
        assertEquals(
                List.of("/github/shop", "/release/shop"),
                webhook.hooks().stream().map(Hook::path).toList());
        assertEquals(Set.of("release", "workflow_run"), webhook.hooks().get(0).events());
        assertTrue(webhook.hooks().get(1).versions().matcher("v1").matches());
        assertEquals(Set.of(new AppName("shop")), announce.autoDeploy());
        assertEquals(9090, announce.metrics().orElseThrow().getPort());
    }

    @Test
    void sendersWithoutAPlaceToSendToAreAProblem() {
        List<String> problems = problems("", "signed { secret-file = secret }");
        assertTrue(problems.get(0).contains("kawasemi.webhook.listen"), problems.toString());
    }

    @Test
    void everyMistakeIsToldAtOnceAndNoSecretWithIt() {
        List<String> problems = problems(
                "listen = \"pi4:9080\"",
                "versions = \"(\", github { repository = shop, secret-file = short, events = [push] },"
                        + " signed { secret-file = \"planted-nowhere\" }");
        String all = String.join("\n", problems);
        for (String key : List.of(
                "webhook.listen",
                "announce.versions",
                "github.repository",
                "github.secret-file",
                "github.events",
                "signed.secret-file")) {
            assertTrue(all.contains(key), () -> key + " is not among:\n" + all);
        }
        assertFalse(all.contains("planted"), all);
    }
}
