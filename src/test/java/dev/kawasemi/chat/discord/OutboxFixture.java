package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.Button;
import dev.kawasemi.chat.ButtonId;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.Language;
import dev.kawasemi.chat.Slot;
import dev.kawasemi.chat.Slot.Kind;
import dev.kawasemi.chat.Slot.Place;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.testing.FakeTime;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An outbox with a fake Discord and a fake clock. */
abstract class OutboxFixture {

    static final String CHANNEL = "20";
    static final DeploymentId D42 = new DeploymentId(42);
    static final Slot ROOT = new Slot(D42, "root", Place.CHANNEL, Kind.ROOT);
    static final Slot CARD = new Slot(D42, "card", Place.THREAD, Kind.PROGRESS);
    static final Slot PREPARED = new Slot(D42, "m-prepare", Place.THREAD, Kind.MILESTONE);
    static final Slot QUESTION = new Slot(D42, "question-1", Place.CHANNEL, Kind.QUESTION);
    static final DiscordSettings SETTINGS = new DiscordSettings(
            new BotToken("t"), "10", CHANNEL, URI.create("http://127.0.0.1/"), Optional.empty(), Language.EN);

    @TempDir
    Path folder;

    final FakeTime time = new FakeTime();
    FakeMessenger discord = new FakeMessenger();
    Outbox outbox;
    int barriers;

    @BeforeEach
    void open() {
        outbox = new Outbox(OutboxStore.open(folder.resolve("chat.db"), time), SETTINGS, time);
        outbox.start();
        time.onAdvance(() -> outbox.wake());
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    void restart() {
        outbox.close();
        open();
    }

    static ChatMessage text(String content) {
        return ChatMessage.silent(content);
    }

    static ChatMessage question(String content) {
        Button remove =
                new Button.Action(new ButtonId(ButtonId.Verb.REMOVE, D42, 1), "Remove BLUE", Button.Style.PRIMARY);
        return new ChatMessage(
                content, List.of(remove, new Button.ThreadLink("Evidence")), Set.of("7"), Set.of(), false);
    }

    void showThread() throws InterruptedException {
        outbox.nameThread(D42, "shop 42 v2", "55");
        outbox.show(ROOT, text("root"));
        discord.await("member", "55");
    }

    /** After this every message that was due has been sent. */
    void settle() throws InterruptedException {
        Slot barrier = new Slot(new DeploymentId(900), "b" + ++barriers, Place.CHANNEL, Kind.MILESTONE);
        outbox.show(barrier, text("barrier " + barriers));
        discord.await("create", "barrier " + barriers);
    }
}
