package dev.kawasemi.chat;

import dev.kawasemi.chat.Gallery.Place;
import dev.kawasemi.chat.Gallery.Shown;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /status} in every state. */
final class GalleryStatus {
    private static final Instant NOW = Instant.parse("2026-11-22T14:20:00Z");

    private GalleryStatus() {}

    static List<Shown> in(Wording wording) {
        List<Shown> all = new ArrayList<>();
        GalleryStates.all()
                .forEach((name, d) -> all.add(shown(name, status(d, true, Stories.sample(NOW, 0, 0)), wording, d)));
        Deployment d = Stories.upgrade().deployment();
        all.add(shown("not deployed by us", status(d, false, Stories.sample(NOW, 0, 0)), wording));
        AppStatus nothing = new AppStatus(
                Stories.SHOP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Stories.notMeasured(NOW),
                List.of("the proxy's file /etc/nginx/*.conf cannot be read"));
        all.add(shown("nothing known", nothing, wording));
        return all;
    }

    private static AppStatus status(Deployment d, boolean healthy, Sample host) {
        Color active = d.serving().map(side -> side.stack().color()).orElse(Color.BLUE);
        return new AppStatus(
                Stories.SHOP,
                Optional.of(active),
                Optional.of(d),
                Optional.of(new ProbeResult(healthy, healthy ? "HTTP 200" : "refused", Duration.ofMillis(84))),
                Map.of(Color.BLUE, List.of(container("web", ContainerStatus.State.RUNNING, 2))),
                host,
                List.of());
    }

    private static ContainerStatus container(String service, ContainerStatus.State state, int restarts) {
        return new ContainerStatus(
                new ContainerRef("id-" + service, service), state, "sha256:aa", 1, restarts, 0, false);
    }

    private static Shown shown(String name, AppStatus status, Wording wording, Deployment... history) {
        String text = StatusText.of(status, List.of(history), wording);
        return new Shown(name, Place.ANSWER, ChatMessage.silent(Escape.fit(text)));
    }
}
