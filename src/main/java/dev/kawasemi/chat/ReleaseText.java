package dev.kawasemi.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The message of a release that announced itself, in each of its states. */
final class ReleaseText {
    private static final int SHOWN = 8;
    private static final int TITLE_LENGTH = 120;

    private ReleaseText() {}

    static Slot slot(Announcement release) {
        return new Slot(release.after(), "release-" + release.number(), Slot.Place.CHANNEL, Slot.Kind.QUESTION);
    }

    /**
     * Told without a push: nobody waits for it, and nothing is lost by an answer that comes late.
     *
     * @param serving the version that serves, where that is known
     * @param hindrance why it was not deployed by itself, where it should have been; escaped
     */
    static ChatMessage open(
            Announcement release, Optional<String> serving, Optional<String> hindrance, Wording wording) {
        List<String> lines = new ArrayList<>();
        String now = serving.map(version -> wording.say(ReleasePhrase.SERVES, Wording.version(version)))
                .orElse("");
        lines.add(wording.say(ReleasePhrase.OUT, subject(release, wording), now));
        hindrance.ifPresent(why -> lines.add(wording.say(ReleasePhrase.NOT_BY_ITSELF, why)));
        List<String> changes = release.changes();
        changes.stream()
                .limit(SHOWN)
                .map(title -> "- " + Escape.text(title, TITLE_LENGTH))
                .forEach(lines::add);
        if (changes.size() > SHOWN) {
            lines.add(wording.say(ReleasePhrase.MORE, changes.size() - SHOWN));
        }
        return new ChatMessage(
                Escape.fit(String.join("\n", lines)),
                List.of(Buttons.deployRelease(release, wording), Buttons.notNow(release, wording)),
                Set.of(),
                Set.of(),
                true);
    }

    /** What stands in its place once it is settled. */
    static ChatMessage settled(Announcement release, Wording wording) {
        return ChatMessage.silent(settledText(release, wording));
    }

    /** For one who came second. */
    static String settledBefore(Announcement release, Wording wording) {
        return wording.say(ReleasePhrase.NOTHING_TO_DO, settledText(release, wording));
    }

    static String unknown(Wording wording) {
        return wording.say(ReleasePhrase.UNKNOWN);
    }

    private static String settledText(Announcement release, Wording wording) {
        String subject = subject(release, wording);
        String at = wording.minute(release.at());
        String by = Escape.text(release.by(), 32);
        return switch (release.state()) {
            case OPEN -> wording.say(ReleasePhrase.WAITS, subject);
            case DEPLOYED -> wording.say(ReleasePhrase.DEPLOYED, subject, by, at);
            case DECLINED -> wording.say(ReleasePhrase.DECLINED, subject, by, at, release.app());
            case OVERTAKEN -> wording.say(ReleasePhrase.OVERTAKEN, subject, at);
        };
    }

    private static String subject(Announcement release, Wording wording) {
        return wording.host() + " " + release.app() + " "
                + Wording.version(release.version().value());
    }
}
