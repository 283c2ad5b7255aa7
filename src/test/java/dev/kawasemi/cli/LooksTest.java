package dev.kawasemi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.container.EngineUnreachableException;
import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.StandbyNote;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.health.ProbeResult;
import dev.kawasemi.rollout.AppStatus;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The verbs that only look. */
class LooksTest {
    private final Typing typing = new Typing();

    @Test
    void statusTellsWhatServesHealthContainersAndTheOpenQuestion() {
        shop(List.of(), waiting());
        assertEquals(0, typing.type("status", "shop"));
        assertEquals("""
                shop: GREEN v1.9.2 serves, by Alice (deployment 42, 2026-11-22 14:02)
                  health:     ok, HTTP 200 in 84 ms
                  GREEN:      web running (restarts 2)
                  host:       CPU 64 %, pressure 12 %, memory free 290 MB, disk free 5000 MB, 58 °C
                  deployment: 42 (v1.9.2, by Alice) is awaiting approval: kawasemi approve shop, or: kawasemi rollback shop
                """, typing.out());
    }

    @Test
    void whatIsNotMeasuredIsNeverZero() {
        AppName blog = new AppName("blog");
        typing.engine.putStatus(new AppStatus(
                blog,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Stories.notMeasured(Stories.BEGIN),
                List.of()));
        assertEquals(0, typing.type("status", "blog"));
        assertTrue(
                typing.out().contains("CPU not measured, pressure not measured, memory free not measured"),
                typing.out());
    }

    @Test
    void statusAsJsonIsOneObjectForEachApp() throws Exception {
        shop(List.of(), waiting());
        assertEquals(0, typing.type("status", "shop", "--json"));
        JsonNode all = new ObjectMapper().readTree(typing.out());
        assertEquals(1, all.size());
        JsonNode shop = all.get(0);
        assertEquals("green", shop.get("active").asText());
        assertEquals("v1.9.2", shop.get("version").asText());
        assertEquals("awaiting_approval", shop.at("/deployment/phase").asText());
        assertTrue(shop.at("/health/ok").asBoolean());
        assertEquals("web", shop.at("/containers/0/service").asText());
        assertEquals(64.0, shop.at("/host/cpuPercent").asDouble());
    }

    @Test
    void jsonSaysNullWhereThereIsNothing() throws Exception {
        typing.engine.putStatus(new AppStatus(
                Stories.SHOP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Stories.notMeasured(Stories.BEGIN),
                List.of()));
        typing.type("status", "shop", "--json");
        JsonNode shop = new ObjectMapper().readTree(typing.out()).get(0);
        for (String key :
                List.of("/active", "/version", "/deployment", "/health", "/host/cpuPercent", "/host/diskFreeBytes")) {
            assertTrue(shop.at(key).isNull(), key);
        }
    }

    @Test
    void whatCouldNotBeLookedAtIsAProblemAndExitThree() {
        shop(List.of("the proxy could not be looked at: gone"), waiting());
        assertEquals(3, typing.type("status", "shop"));
        assertTrue(typing.out().contains("problem:    the proxy could not be looked at: gone"), typing.out());
    }

    @Test
    void aStuckDeploymentIsExitFour() {
        shop(
                List.of(),
                Stories.upgrade()
                        .upToTheGate()
                        .then(at -> new AftercareEvent.Stuck(at, "gone"))
                        .deployment());
        assertEquals(4, typing.type("status", "shop"));
    }

    @Test
    void statusTellsOfTheStandbyTheQueueAndARestart() {
        Deployment d = Stories.upgrade()
                .switched()
                .asked(Stories.evidence(0))
                .then(at -> new AftercareEvent.Recovering(at))
                .then(at -> new AftercareEvent.StandbyChanged(at, StandbyNote.State.COLD, "memory: 90 MB available"))
                .then(at -> new AftercareEvent.DrainStarted(at, blue(), List.of()))
                .deployment();
        shop(List.of(), d);
        assertEquals(0, typing.type("status", "shop"));
        assertTrue(typing.out().contains("""
                  restarted:  2026-11-22 14:03, it was awaiting approval (workers)
                  standby:    cold since 2026-11-22 14:03: memory: 90 MB available
                  queue:      BLUE's is being worked off since 2026-11-22 14:03
                """), typing.out());
    }

    @Test
    void statusTellsOfAFailedColourAndItsTasks() {
        Deployment d = Stories.upgrade()
                .neverHealthy("HTTP 503")
                .then(at -> new AftercareEvent.DrainEnded(
                        at, Stories.upgrade().deployment().next(), OptionalLong.of(12), List.of("mail.send 7")))
                .deployment();
        shop(List.of(), d, Color.BLUE);
        assertEquals(0, typing.type("status", "shop"));
        assertTrue(
                typing.out()
                        .contains(
                                "  failed:     GREEN v1.9.2 is kept, stopped, for its logs: kawasemi remove shop."
                                        + " 12 tasks are left in its queue: kawasemi remove shop --lose-tasks 12 gives them up.\n"),
                typing.out());
    }

    @Test
    void whereJournalAndProxyDisagreeAPersonIsNeeded() throws Exception {
        shop(List.of(), waiting(), Color.BLUE);
        assertEquals(4, typing.type("status", "shop"));
        assertTrue(
                typing.out()
                        .contains("problem:    the journal says that GREEN serves, but the proxy points at BLUE:"
                                + " `kawasemi repair shop --active green` puts it right"),
                typing.out());
        typing.out.reset();
        assertEquals(4, typing.type("status", "shop", "--json"));
        JsonNode shop = new ObjectMapper().readTree(typing.out()).get(0);
        assertTrue(shop.get("disagreement").asText().startsWith("the journal says that GREEN serves"));
    }

    @Test
    void whatActsJustNowDoesNotDisagree() {
        shop(List.of(), Stories.upgrade().switched().deployment(), Color.BLUE);
        assertEquals(0, typing.type("status", "shop"));
    }

    @Test
    void jsonTellsWhatStandsBesideTheWayForward() throws Exception {
        Deployment d = Stories.upgrade()
                .switched()
                .fails(Step.WATCH, 41, "sick")
                .then(AftercareEvent.Recovering::new)
                .then(at -> new DeploymentEvent.RollBackStarted(at, Stories.BOB, "sick"))
                .then(DeploymentEvent.RollBackDone::new)
                .then(at -> new AftercareEvent.DrainEnded(
                        at, Stories.upgrade().deployment().next(), OptionalLong.of(12), List.of("mail.send 7")))
                .deployment();
        shop(List.of(), d, Color.BLUE);
        typing.type("status", "shop", "--json");
        JsonNode json = new ObjectMapper().readTree(typing.out()).get(0).get("deployment");
        assertEquals("green", json.get("failedColor").asText());
        assertEquals("watch", json.at("/restart/step").asText());
        assertEquals(12, json.at("/drained/left").asLong());
        assertEquals("mail.send 7", json.at("/drained/cut/0").asText());
        for (String key : List.of("draining", "standby", "repaired", "retireProblem")) {
            assertTrue(json.get(key).isNull(), key);
        }
    }

    @Test
    void anEngineOutOfReachIsExitThree() {
        typing.engine.putStatus(
                Stories.SHOP, CompletableFuture.failedFuture(new EngineUnreachableException("Docker does not answer")));
        assertEquals(3, typing.type("status", "shop"));
        assertEquals("Docker does not answer", typing.err().strip());
    }

    @Test
    void historyIsOneLineForEachDeploymentWithTheReasonOfAFailure() {
        typing.engine.put(Stories.firstDeploy().deployment());
        typing.engine.put(Stories.upgrade().neverHealthy("no answer in 180 s").deployment());
        assertEquals(0, typing.type("history"));
        assertEquals(
                List.of(
                        "42  2026-11-22 14:02  shop  BLUE v1.9.1 -> GREEN v1.9.2  failed, all as before  by Alice  (no answer in 180 s)",
                        "1  2026-11-22 14:02  shop  nothing -> BLUE v1.9.1  under way  by Alice"),
                typing.out().lines().toList());
        typing.out.reset();
        assertEquals(0, typing.type("history", "blog"));
        assertEquals("No deployments yet.", typing.out().strip());
    }

    private static Deployment waiting() {
        return Stories.upgrade().switched().asked(Stories.evidence(0)).deployment();
    }

    private static Stack blue() {
        return Stories.upgrade().deployment().old().orElseThrow().stack();
    }

    private void shop(List<String> problems, Deployment last) {
        shop(problems, last, Color.GREEN);
    }

    private void shop(List<String> problems, Deployment last, Color active) {
        typing.engine.put(last);
        ContainerStatus web = new ContainerStatus(
                new ContainerRef("c1", "web"), ContainerStatus.State.RUNNING, "sha256:aa", 10, 2, 0, false);
        typing.engine.putStatus(new AppStatus(
                Stories.SHOP,
                Optional.of(active),
                Optional.of(last),
                Optional.of(new ProbeResult(true, "HTTP 200", Duration.ofMillis(84))),
                Map.of(Color.GREEN, List.of(web)),
                Stories.sample(Stories.BEGIN, 0.5, 0.1),
                problems));
    }
}
