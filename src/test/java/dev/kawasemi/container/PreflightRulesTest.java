package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kawasemi.deployment.Finding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One rule each; the text says blue and green where Compose would write the colour's project. */
class PreflightRulesTest {
    private static final String FINE = """
            {"services": {
               "web": {"image": "shop:v1", "ports": [{"target": 8000, "published": "80"}], "depends_on": {"redis": {}},
                       "networks": {"default": null, "shared": null}},
               "redis": {"image": "redis:7", "volumes": [{"type": "volume", "source": "data", "target": "/data"}],
                         "networks": {"default": null}},
               "worker": {"image": "shop:v1", "volumes": [{"type": "volume", "source": "uploads", "target": "/u"}]},
               "beat": {"image": "shop:v1", "volumes": [{"type": "volume", "target": "/anonymous"}]}},
             "networks": {"default": {"name": "shop-COLOR_default"}, "shared": {"name": "shared", "external": true}},
             "volumes": {"data": {"name": "shop-COLOR_data"}, "uploads": {"name": "uploads", "external": true}}}""";

    @Test
    void anOrdinaryFileIsFine() {
        assertEquals(List.of(), broken(FINE));
    }

    @Test
    void everyNamedServiceExists() {
        assertBroken(FINE.replace("\"worker\":", "\"wroker\":"), "no service worker in /srv/shop/docker-compose.yml");
        assertBroken(FINE.replace("\"web\":", "\"site\":"), "no service web");
        assertBroken(FINE.replace("\"redis\": {\"image\"", "\"broker\": {\"image\""), "no service redis");
    }

    @Test
    void onlyWebPublishesHostPorts() {
        assertBroken(
                FINE.replace("\"beat\": {", "\"beat\": {\"ports\": [{\"target\": 5555, \"published\": \"5555\"}],"),
                "Service beat publishes host port 5555");
    }

    @Test
    void aDatabaseWouldSilentlyBeTwo() {
        assertBroken(FINE.replace(", \"external\": true}}}", "}}}"), "Service worker keeps data in the volume uploads");
    }

    @Test
    void nothingDependsOnWhatIsNotStarted() {
        assertBroken(
                FINE.replace("\"beat\": {", "\"db\": {}, \"beat\": {\"depends_on\": {\"db\": {}},"),
                "Service beat depends on db");
    }

    @Test
    void theBrokersFilesAreNotShared() {
        assertBroken(FINE.replace("shop-COLOR_data", "data"), "Queue service redis keeps data in the volume data");
        assertBroken(
                FINE.replace(
                        "{\"type\": \"volume\", \"source\": \"data\"",
                        "{\"type\": \"bind\", \"source\": \"/srv/shop/data\""),
                "Queue service redis writes into the host's folder /srv/shop/data");
    }

    @Test
    void theBrokersNameLeadsToItsOwnColor() {
        assertBroken(
                FINE.replace("\"networks\": {\"default\": null}}", "\"networks\": {\"shared\": null}}"),
                "Service redis is in the external network shared");
    }

    @Test
    void networksAreApart() {
        assertBroken(
                FINE.replace("shop-COLOR_default", "backend"), "Network default of service redis has a fixed name");
        assertBroken(
                FINE.replace(
                        "\"shop-COLOR_default\"",
                        "\"shop-COLOR_default\", \"ipam\": {\"config\": [{\"subnet\": \"10.9.0.0/24\"}]}"),
                "fixed subnet 10.9.0.0/24");
    }

    @Test
    void webIsOneContainerWithAPortOfItsOwn() {
        assertBroken(
                FINE.replace("\"web\": {", "\"web\": {\"network_mode\": \"host\","),
                "Service web has network_mode host");
        assertBroken(
                FINE.replace("\"web\": {", "\"web\": {\"deploy\": {\"replicas\": 2},"), "Service web has 2 replicas");
    }

    @Test
    void allProblemsAreSaidAtOnce() {
        String twice = FINE.replace("\"beat\": {", "\"beat\": {\"ports\": [{\"target\": 1, \"published\": \"1\"}],")
                .replace("\"worker\":", "\"wroker\":");

        assertEquals(2, broken(twice).size(), () -> broken(twice).toString());
    }

    @Test
    void theVersionMakesADifference() {
        ComposeApp pulled = Apps.shop();
        ComposeApp built = Apps.shop(Path.of("/srv/shop/docker-compose.yml"), ComposeApp.Prepare.BUILD);
        ComposeConfig one = config(FINE, "blue");
        ComposeConfig other = config(FINE.replace("shop:v1", "shop:other"), "blue");
        ComposeConfig withBuild = config(FINE.replace("\"web\": {", "\"web\": {\"build\": {},"), "blue");

        assertEquals(List.of(), PreflightRules.versionWithoutEffect(pulled, one, other));
        assertEquals(List.of(), PreflightRules.versionWithoutEffect(built, withBuild, withBuild));
        String problem = PreflightRules.versionWithoutEffect(pulled, one, one).toString();
        assertTrue(problem.contains("depends on APP_TAG"), problem);
    }

    private static void assertBroken(String file, String words) {
        List<String> problems = broken(file);
        assertTrue(problems.stream().anyMatch(problem -> problem.contains(words)), problems::toString);
    }

    private static List<String> broken(String file) {
        return PreflightRules.broken(Apps.shop(), config(file, "blue"), config(file, "green")).stream()
                .map(Finding::words)
                .toList();
    }

    private static ComposeConfig config(String text, String color) {
        try {
            return new ComposeConfig(
                    "shop-" + color, (ObjectNode) new ObjectMapper().readTree(text.replace("COLOR", color)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
