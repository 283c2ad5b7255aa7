package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Phrases;
import dev.kawasemi.chat.Slot;
import dev.kawasemi.deployment.DeploymentId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is posted once Discord is back, in place of every line that could not be. */
final class OutageText {
    private OutageText() {}

    /** The milestones that have never come to stand, by deployment; where it is one alone, it can be posted as it is. */
    static List<List<Post>> missed(Collection<Post> posts) {
        Map<DeploymentId, List<Post>> unsent = posts.stream()
                .filter(post -> post.slot().kind() == Slot.Kind.MILESTONE && !post.inFlight() && !post.settled())
                .filter(post ->
                        post.standing().isEmpty() && post.wanted().files().isEmpty())
                .collect(Collectors.groupingBy(
                        post -> post.slot().deployment(), LinkedHashMap::new, Collectors.toList()));
        return unsent.values().stream().filter(missed -> missed.size() > 1).toList();
    }

    static Slot slot(DeploymentId deployment, Line.Outage outage) {
        long minute = outage.until().getEpochSecond() / 60 % 100_000_000;
        return new Slot(deployment, "back-" + minute, Slot.Place.THREAD, Slot.Kind.MILESTONE);
    }

    /** The times are the reader's own: Discord's client writes them. */
    static ChatMessage of(Line.Outage outage, List<Post> missed, Phrases phrases) {
        String lines = missed.stream()
                .map(post -> "- " + post.wanted().content().replace("\n", " "))
                .collect(Collectors.joining("\n"));
        return ChatMessage.silent(
                Texts.content(phrases.say(DiscordPhrase.OUTAGE, at(outage.from()), at(outage.until())) + "\n" + lines));
    }

    private static String at(Instant moment) {
        return "<t:" + moment.getEpochSecond() + ":t>";
    }
}
