package dev.kawasemi.chat;

import static dev.kawasemi.chat.Texts.WORDING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.health.ProbeResult;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.AppStatus;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTextTest {
    private static final Instant NOW = Instant.parse("2026-11-22T14:20:00Z");

    @Test
    void saysColourVersionSinceByWhomHealthHostAndWhatIsOpen() {
        Deployment asked = Texts.asked().deployment();
        AppStatus status = new AppStatus(
                Stories.SHOP,
                Optional.of(Color.GREEN),
                Optional.of(asked),
                Optional.of(new ProbeResult(true, "HTTP 200", Duration.ofMillis(84))),
                Map.of(
                        Color.GREEN, List.of(container("web", ContainerStatus.State.RUNNING, 0)),
                        Color.BLUE,
                                List.of(
                                        container("web", ContainerStatus.State.RUNNING, 2),
                                        container("worker", ContainerStatus.State.EXITED, 0))),
                Stories.sample(NOW, .1, .1),
                List.of());
        assertEquals("""
                pi4 shop: GREEN v1.9.2 serves since 14:03, by Alice (deployment 42).
                Health now: HTTP 200 in 84 ms (ok).
                BLUE: web running (restarts 2), worker exited.
                GREEN: web running.
                Host: CPU 64 %, pressure 12 %, memory 71 %, 58 °C.
                Open question: remove old BLUE v1.9.1? Asked at 14:14 in the channel; `/approve shop` answers it too.""", StatusText.of(status, List.of(asked), WORDING));
    }

    @Test
    void afterARollBackTheDeploymentBeforeIsTheOneThatServes() {
        Deployment first = Texts.firstDone().deployment();
        Deployment back = Texts.rolledBack(Stories.BOB, "x").deployment();
        String text = StatusText.of(status(Color.BLUE, back, Stories.sample(NOW, 0, 0)), List.of(back, first), WORDING);
        assertTrue(text.startsWith("pi4 shop: BLUE v1.9.1 serves since 14:03, by Alice (deployment 1)."), text);
    }

    @Test
    void saysWhatStandsBesideTheWayForward() {
        Deployment cold =
                Texts.standby(dev.kawasemi.deployment.StandbyNote.State.COLD).deployment();
        String text = StatusText.of(status(Color.GREEN, cold, Stories.sample(NOW, 0, 0)), List.of(cold), WORDING);
        assertTrue(text.contains("\nBLUE is stopped since 14:19 (memory: 90 MB available"), text);
        Deployment failed = Texts.rolledBackWithTasks(12).deployment();
        text = StatusText.of(status(Color.BLUE, failed, Stories.sample(NOW, 0, 0)), List.of(failed), WORDING);
        assertTrue(
                text.endsWith(
                        "GREEN v1.9.2 is kept, stopped, for its logs; `kawasemi remove shop` on the host removes it."
                                + " 12 tasks wait in GREEN's queue; `kawasemi remove shop --lose-tasks 12` gives them up."),
                text);
        Deployment drains = Texts.heldForItsQueue().deployment();
        text = StatusText.of(status(Color.GREEN, drains, Stories.sample(NOW, 0, 0)), List.of(drains), WORDING);
        assertTrue(text.endsWith("\nBLUE's queue is being worked off since 14:14."), text);
    }

    @Test
    void saysWhereJournalAndProxyDisagreeAndWhatMendsIt() {
        Deployment asked = Texts.asked().deployment();
        String text = StatusText.of(status(Color.BLUE, asked, Stories.sample(NOW, 0, 0)), List.of(asked), WORDING);
        assertTrue(
                text.contains("Problem: the journal says that GREEN serves, but the proxy points at BLUE:"
                        + " `kawasemi repair shop --active green` puts it right"),
                text);
    }

    @Test
    void anotherDaysTimeCarriesItsDate() {
        Deployment done = Texts.asked().removed().deployment();
        Instant later = NOW.plus(Duration.ofDays(2));
        String text = StatusText.of(status(Color.GREEN, done, Stories.sample(later, 0, 0)), List.of(done), WORDING);
        assertTrue(text.contains("since 2026-11-22 14:03"), text);
    }

    @Test
    void whatIsUnknownIsSaidAsUnknown() {
        AppStatus status = new AppStatus(
                Stories.SHOP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Stories.notMeasured(NOW),
                List.of("the proxy's file /etc/nginx/*.conf cannot be read"));
        assertEquals("""
                pi4 shop: no colour serves, as far as the proxy tells.
                Health now: not measured.
                Host: not measured: CPU, pressure, memory, temperature.
                Problem: the proxy's file /etc/nginx/\\*.conf cannot be read""", StatusText.of(status, List.of(), WORDING));
    }

    @Test
    void anUnmanagedStackIsNotCalledADeployment() {
        AppStatus status = status(Color.BLUE, Stories.upgrade().deployment(), Stories.sample(NOW, 0, 0));
        assertTrue(StatusText.of(status, List.of(), WORDING)
                .startsWith("pi4 shop: BLUE serves; it was not deployed by Kawasemi."));
    }

    @Test
    void aDeploymentUnderWayIsNamedWithItsStep() {
        Deployment d = Texts.everyState().get("gate");
        assertTrue(d != null);
        String text = StatusText.of(status(Color.BLUE, d, Stories.sample(NOW, 0, 0)), List.of(d), WORDING);
        assertTrue(text.endsWith("Deployment 42 (v1.9.2, by Alice) is under way, at health."), text);
    }

    private static AppStatus status(Color active, Deployment last, Sample host) {
        return new AppStatus(
                Stories.SHOP,
                Optional.of(active),
                Optional.of(last),
                Optional.of(new ProbeResult(false, "connection refused", Duration.ofMillis(1))),
                Map.of(),
                host,
                List.of());
    }

    private static ContainerStatus container(String service, ContainerStatus.State state, int restarts) {
        return new ContainerStatus(
                new ContainerRef("id-" + service, service), state, "sha256:aa", 1, restarts, 0, false);
    }
}
