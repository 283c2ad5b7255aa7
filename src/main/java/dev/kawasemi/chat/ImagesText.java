package dev.kawasemi.chat;

import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Version;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The thread's last line: which images of old releases are gone, and what the host has of it. */
final class ImagesText {
    private static final int MOST_VERSIONS = 5;
    private static final long MEGABYTE = 1024 * 1024;

    private ImagesText() {}

    /** One for each removal: a removal that found some still in use may be followed by another. */
    static Slot slot(AftercareEvent.ImagesRemoved event, Deployment d) {
        return new Slot(d.id(), "m-images-" + event.at().getEpochSecond(), Slot.Place.THREAD, Slot.Kind.MILESTONE);
    }

    static ChatMessage of(AftercareEvent.ImagesRemoved event, Wording wording) {
        String versions = versions(event.versions(), wording);
        String freed = freed(event.freed(), wording);
        String text = event.images() == 1
                ? wording.say(ImagesPhrase.REMOVED_ONE, versions, freed)
                : wording.say(ImagesPhrase.REMOVED, event.images(), versions, freed);
        return ChatMessage.silent(Escape.fit(text));
    }

    private static String versions(List<Version> versions, Wording wording) {
        String named = versions.stream()
                .limit(MOST_VERSIONS)
                .map(version -> Wording.version(version.value()))
                .collect(Collectors.joining(", "));
        int more = versions.size() - MOST_VERSIONS;
        return more > 0 ? named + wording.say(ImagesPhrase.MORE, more) : named;
    }

    private static String freed(OptionalLong bytes, Wording wording) {
        if (bytes.isEmpty()) {
            return "";
        }
        return bytes.getAsLong() < MEGABYTE
                ? wording.say(ImagesPhrase.FREED_LITTLE)
                : wording.say(ImagesPhrase.FREED, Wording.bytes(bytes.getAsLong()));
    }
}
