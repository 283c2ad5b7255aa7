package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.testing.Shows;
import dev.kawasemi.testing.Stories;
import dev.kawasemi.wire.Interaction;
import dev.kawasemi.wire.Message;
import dev.kawasemi.wire.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a deploy costs in requests, and that whatever Discord does every message says at the end what it should. */
class CallsPerDeployTest extends DeployFixture {
    private static final String OPEN_THREAD = "POST /channels/{channel_id}/messages/{message_id}/threads";

    @Test
    void aDeployOfThreeMinutesTakesFewCallsAndMeetsNoLimit() throws Exception {
        logIn();
        Stories story = threeMinutes();
        tell(story);
        seconds(6);
        assertAllAsRendered();
        approve();
        finish(story);
        assertAllAsRendered();
        assertFramesAreFiveSecondsApart();
        int calls = calls().size();
        Shows.write("calls-per-deploy", calls);
        Shows.write("rate-limited", limited());
        assertTrue(calls < 80, () -> calls + " calls: " + calls());
        assertEquals(0, limited());
    }

    @Test
    @Tag("processes")
    void limitsThatAreMetAllTheSameAreWaitedOut() throws Exception {
        logIn();
        Stories story = threeMinutes();
        discord.trouble().nextResponse(CREATE, 429);
        discord.trouble().nextResponse(EDIT, 429);
        discord.trouble().nextResponse(OPEN_THREAD, 500);
        tell(story);
        seconds(6);
        assertEachAsRendered();
        assertEquals(2, limited());
    }

    @Test
    void afterMoreThanAnHourItIsANewCardAndANewQuestionNotEditsThatAreLimited() throws Exception {
        logIn();
        Stories story = threeMinutes();
        tell(story);
        seconds(6);
        clock.advance(Duration.ofHours(2));
        story.passes(Duration.ofHours(2).plusSeconds(10));
        approve();
        finish(story);
        assertEachAsRendered();
        assertEquals(0, limited());
        assertEquals(
                2,
                discord.thread(thread()).stream()
                        .filter(CallsPerDeployTest::isCard)
                        .count());
    }

    @Test
    @Tag("processes")
    void anOutageOfTenMinutesIsOneSummaryAndTheNewestStateOfAllElse() throws Exception {
        logIn();
        Stories story = threeMinutes();
        List<DeploymentEvent> all = story.events();
        tellUntil(story, all.get(6).at());
        discord.trouble().unreachable();
        tell(story);
        seconds(600 - Duration.between(all.get(6).at(), clock.now()).toSeconds());
        int meanwhile = calls().size();
        discord.trouble().over();
        until(bot::online);
        seconds(70);
        int after = calls().size() - meanwhile;
        assertAsRendered("d42-root");
        assertAsRendered("d42-card");
        assertAsRendered("d42-question-1");
        List<String> summaries = discord.thread(thread()).stream()
                .map(Message::content)
                .filter(text -> text.contains("The deployment went on:"))
                .toList();
        assertEquals(1, summaries.size(), summaries::toString);
        assertTrue(summaries.get(0).contains("- Watched GREEN for 60 s"), summaries.get(0));
        assertTrue(
                after <= 6, () -> after + " calls once it was back: " + calls().subList(meanwhile, meanwhile + after));
        Shows.write("calls-after-an-outage", after);
    }

    @Test
    void aPressThatComesAgainAfterAResumeCountsOnce() throws Exception {
        logIn();
        Stories story = threeMinutes();
        tell(story);
        seconds(6);
        approve();
        discord.trouble().dropConnection(1);
        discord.trouble().awaitResumes(1, LIMIT);
        finish(story);
        assertAllAsRendered();
        assertEquals(1, engine.calls().size(), () -> "the press came again: " + engine.calls());
    }

    private static boolean isCard(Message message) {
        return message.content().startsWith("```");
    }

    /** Bob presses; the engine goes on as the real one does. */
    private void approve() throws Exception {
        Interaction press = bob.press(question(), "Remove BLUE");
        press.awaitAck(LIMIT);
        bot.flush(LIMIT);
        assertEquals(List.of("approve shop 1 " + bob.id()), engine.calls());
    }

    private Message question() {
        return discord.awaitMessage(message -> message.labels().contains("Remove BLUE"), LIMIT);
    }

    private void finish(Stories story) throws Exception {
        story.approved(new Actor(Actor.Origin.DISCORD, bob.id(), "Bob"));
        skip(story);
        tell(story.passes(Duration.ofSeconds(5)).windowOpened());
        tell(story.passes(Duration.ofMinutes(10)).then(DeploymentEvent.RemovalStarted::new));
        tell(story.passes(Duration.ofSeconds(2)).then(DeploymentEvent.Completed::new));
        seconds(6);
    }

    private void assertFramesAreFiveSecondsApart() {
        Instant before = Instant.EPOCH;
        for (RecordedRequest call : calls()) {
            boolean frame = call.body().path("content").asText().contains("```");
            if (frame && call.route().equals(EDIT)) {
                assertTrue(
                        Duration.between(before, call.at()).compareTo(Duration.ofSeconds(5)) >= 0,
                        before + " and " + call.at());
                before = call.at();
            }
        }
        assertTrue(before.isAfter(Instant.EPOCH), "no frame was seen");
    }
}
