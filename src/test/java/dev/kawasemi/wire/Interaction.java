package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One thing that a user did, and what the bot answered to it. */
public final class Interaction {
    static final int COMMAND = 2;
    static final int COMPONENT = 3;
    static final int AUTOCOMPLETE = 4;

    static final int REPLY = 4;
    static final int DEFER_REPLY = 5;
    static final int DEFER_UPDATE = 6;
    static final int UPDATE = 7;
    static final int CHOICES = 8;

    /** Discord's limit for the first response. */
    static final Duration FIRST_RESPONSE = Duration.ofSeconds(3);
    /** Discord's limit for everything after it. */
    static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

    private static final TimeSource REAL = TimeSource.system();

    private final GuildState guild;
    private final String id;
    private final String token;
    private final String channelId;
    private final int type;
    private final Duration createdAt;
    private final Duration sentAt = REAL.elapsed();
    private final Optional<String> pressedMessage;
    private Optional<Duration> ackAfter = Optional.empty();
    private int ackType;
    private List<String> choices = List.of();
    private Optional<StoredMessage> original = Optional.empty();
    private final List<StoredMessage> followups = new ArrayList<>();

    Interaction(GuildState guild, int type, String channelId, Optional<String> pressedMessage) {
        this.guild = guild;
        this.id = guild.ids.next();
        this.token = "interaction-" + id;
        this.channelId = channelId;
        this.type = type;
        this.createdAt = guild.time.elapsed();
        this.pressedMessage = pressedMessage;
    }

    public String id() {
        return id;
    }

    public String token() {
        return token;
    }

    /** Waits until the bot has answered in any way; returns how long that took from the sending of the event, in real time. */
    public Duration awaitAck(Duration limit) {
        return guild.await(() -> ackAfter, limit, () -> "no answer to interaction " + id);
    }

    public boolean acknowledged() {
        return guild.locked(ackAfter::isPresent);
    }

    /** The type of the first response: 4 reply, 5 deferred reply, 6 deferred update, 7 update, 8 choices; 0 when there was none yet. */
    public int ackType() {
        return guild.locked(() -> ackType);
    }

    /** The text that answers the user now; empty while there is none or it is still "thinking". */
    public String responseText() {
        return guild.locked(
                () -> original.map(message -> message.now().content()).orElse(""));
    }

    /** All that was said in answer, newest states: the first response, then the follow-ups. For a press that updates its message, that message. */
    public List<Message> responses() {
        return guild.locked(this::responsesNow);
    }

    /** Waits for an answer that fits; one that is still "thinking" never does. */
    public Message awaitResponse(Predicate<Message> fits, Duration limit) {
        return guild.await(
                () -> responsesNow().stream().filter(fits).findFirst(),
                limit,
                () -> "no fitting response to interaction " + id + ", ack type " + ackType + ", seen: "
                        + responsesNow().stream().map(Message::content).toList());
    }

    /** Waits for what an autocomplete offers. */
    public List<String> awaitChoices(Duration limit) {
        awaitAck(limit);
        return guild.locked(() -> choices);
    }

    private List<Message> responsesNow() {
        List<Message> all = new ArrayList<>();
        original.ifPresent(message -> all.add(message.now()));
        followups.forEach(message -> all.add(message.now()));
        all.removeIf(Message::loading);
        return all;
    }

    void acknowledge(int callbackType, Duration arrived) throws DiscordError {
        if (ackAfter.isPresent()) {
            throw DiscordError.of(400, 40060, "Interaction has already been acknowledged.");
        }
        if (age().compareTo(FIRST_RESPONSE) > 0) {
            throw DiscordError.of(404, 10062, "Unknown interaction");
        }
        ackType = callbackType;
        ackAfter = Optional.of(arrived.minus(sentAt));
    }

    /** Refuses where the token no longer counts, or not yet. */
    void requireUsable() throws DiscordError {
        if (age().compareTo(TOKEN_LIFE) > 0) {
            throw DiscordError.of(401, 50027, "Invalid Webhook Token");
        }
        if (ackAfter.isEmpty()) {
            throw DiscordError.of(404, 10015, "Unknown Webhook");
        }
    }

    private Duration age() {
        return guild.time.elapsed().minus(createdAt);
    }

    void offer(JsonNode offered) {
        choices = Json.elements(offered)
                .map(choice -> choice.path("value").asText())
                .toList();
    }

    void original(StoredMessage message) {
        original = Optional.of(message);
    }

    Optional<StoredMessage> original() {
        return original;
    }

    void followup(StoredMessage message) {
        followups.add(message);
    }

    Optional<StoredMessage> message(String messageId) {
        if (messageId.equals("@original")) {
            return original.filter(message -> !message.deleted());
        }
        return followups.stream()
                .filter(message -> message.id().equals(messageId) && !message.deleted())
                .findFirst();
    }

    Optional<String> pressedMessage() {
        return pressedMessage;
    }

    String channelId() {
        return channelId;
    }

    int type() {
        return type;
    }
}
