package dev.kawasemi.chat;

import dev.kawasemi.chat.Announcement.State;
import dev.kawasemi.chat.Gallery.Place;
import dev.kawasemi.chat.Gallery.Shown;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.testing.Stories;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The gallery's releases that announced themselves. */
final class GalleryReleases {
    private final Wording wording;
    private final List<Shown> all = new ArrayList<>();

    private GalleryReleases(Wording wording) {
        this.wording = wording;
    }

    static List<Shown> in(Wording wording) {
        GalleryReleases gallery = new GalleryReleases(wording);
        gallery.open();
        for (State state : State.values()) {
            String by = state == State.OVERTAKEN || state == State.OPEN ? "" : "Bob";
            Announcement settled = gallery.release("Cart keeps its items").settled(state, by, Stories.BEGIN);
            gallery.channel("settled " + state, ReleaseText.settled(settled, wording));
            gallery.answer("second press " + state, ReleaseText.settledBefore(settled, wording));
        }
        gallery.answer("unknown", ReleaseText.unknown(wording));
        return gallery.all;
    }

    private void open() {
        Optional<String> serving = Optional.of("v1.9.2");
        channel(
                "open",
                ReleaseText.open(
                        release("Cart keeps its items", "*Faster* @everyone"), serving, Optional.empty(), wording));
        channel("open, nothing known", ReleaseText.open(release(), Optional.empty(), Optional.empty(), wording));
        channel(
                "open, many changes",
                ReleaseText.open(
                        release("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
                        serving,
                        Optional.empty(),
                        wording));
        for (ReleasePhrase why : List.of(ReleasePhrase.FAULT, ReleasePhrase.STANDBY)) {
            channel(
                    "open, not by itself: " + why,
                    ReleaseText.open(release(), serving, Optional.of(wording.say(why)), wording));
        }
    }

    private Announcement release(String... changes) {
        return new Announcement(
                1,
                Stories.SHOP,
                new Version("v1.9.3"),
                List.of(changes),
                new DeploymentId(42),
                State.OPEN,
                "",
                Stories.BEGIN);
    }

    private void channel(String name, ChatMessage message) {
        all.add(new Shown(name, Place.CHANNEL, message));
    }

    private void answer(String name, String text) {
        all.add(new Shown(name, Place.ANSWER, ChatMessage.silent(text)));
    }
}
