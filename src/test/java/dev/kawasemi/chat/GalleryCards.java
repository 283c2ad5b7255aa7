package dev.kawasemi.chat;

import dev.kawasemi.chat.Gallery.Place;
import dev.kawasemi.chat.Gallery.Shown;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Step;
import dev.kawasemi.health.HealthGate;
import dev.kawasemi.health.ProbeResult;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.ActProgress;
import dev.kawasemi.testing.Stories;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The card with its measurements. */
final class GalleryCards {
    private static final Instant NOW = Instant.parse("2026-11-22T14:03:20Z");

    private final Wording wording;
    private final List<Shown> all = new ArrayList<>();

    private GalleryCards(Wording wording) {
        this.wording = wording;
    }

    static List<Shown> in(Wording wording) {
        GalleryCards cards = new GalleryCards(wording);
        Stories gate = Stories.upgrade().upToTheGate().starts(Step.HEALTH_GATE);
        cards.add("at the gate", gate, Stories.sample(NOW, .18, .11), gate(true));
        cards.add("at the gate, failing", gate, Stories.sample(NOW, .18, .11), gate(false));
        ActProgress draining =
                new ActProgress(Optional.empty(), Optional.of(new ActProgress.Drain(7, 9)), Optional.empty());
        cards.add("draining", Stories.upgrade().switched().starts(Step.DRAIN), Stories.sample(NOW, 1, 0), draining);
        ActProgress watch = new ActProgress(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ActProgress.Watch(41, 2, 2, Duration.ofSeconds(19))));
        cards.add("watching", Stories.upgrade().switched().starts(Step.WATCH), Stories.sample(NOW, 1, 0), watch);
        cards.add("nothing measured", Stories.upgrade(), Stories.notMeasured(NOW), ActProgress.NONE);
        Stories undone = Texts.undoing(dev.kawasemi.deployment.Actor.KAWASEMI, "HTTP 503")
                .then(at -> new DeploymentEvent.Undone(at, Step.QUIESCE));
        cards.add("undone", undone, Stories.sample(NOW, 0, .2), ActProgress.NONE);
        return cards.all;
    }

    private static ActProgress gate(boolean ok) {
        ProbeResult last = new ProbeResult(ok, ok ? "HTTP 200" : "connection refused", Duration.ofMillis(84));
        return new ActProgress(Optional.of(new HealthGate.Progress(1, 2, last)), Optional.empty(), Optional.empty());
    }

    private void add(String name, Stories story, Sample sample, ActProgress progress) {
        Deployment d = story.deployment();
        Readings readings = Readings.NONE.with(sample, progress);
        all.add(new Shown(name, Place.THREAD, LiveCard.of(d, readings, wording, NOW)));
    }
}
