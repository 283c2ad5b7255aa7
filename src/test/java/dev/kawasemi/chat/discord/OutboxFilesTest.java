package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kawasemi.chat.ChatFile;
import dev.kawasemi.chat.discord.Delivery.Failure;
import dev.kawasemi.chat.discord.FakeMessenger.Call;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files in the outbox: kept until they are delivered, and no reason to lose a message. */
class OutboxFilesTest extends OutboxFixture {
    private static final ChatFile CHART = new ChatFile("shop-42.png", "CPU +7 %", new byte[50_000]);

    private static List<ChatFile> sent(Call call) {
        return call.message().orElseThrow().message().files();
    }

    private List<ChatFile> stored() {
        try (OutboxStore store = OutboxStore.open(folder.resolve("chat.db"), time)) {
            return store.post(QUESTION.key()).orElseThrow().wanted().files();
        }
    }

    @Test
    void aFileThatWaitedOverARestartIsSentAndThenForgotten() throws Exception {
        outbox.show(ROOT, text("root"));
        outbox.show(QUESTION, question("remove?").withFiles(List.of(CHART)));
        assertEquals(List.of(CHART), stored());
        restart();
        outbox.connected(discord);
        assertEquals(List.of(CHART), sent(discord.await("create", "remove?")));
        settle();
        assertEquals(List.of(), stored());
    }

    @Test
    void aNewCopyBringsItsFilesAgain() throws Exception {
        outbox.connected(discord);
        showThread();
        outbox.show(QUESTION, question("remove?").withFiles(List.of(CHART)));
        discord.await("create", "remove?");
        settle();
        outbox.showAnew(QUESTION, question("remove?").withFiles(List.of(CHART)));
        Call again = discord.await(
                call -> call.what().equals("create") && call.nonce().equals("d42-question-1-1"));
        assertEquals(List.of(CHART), sent(again));
    }

    @Test
    void aMessageThatIsRefusedForItsFilesIsSentWithoutThem() throws Exception {
        discord.answer(call -> call.message()
                .filter(message -> !message.message().files().isEmpty())
                .map(message -> new Delivery.Failed(Failure.REFUSED, "40005: Request entity too large")));
        outbox.connected(discord);
        showThread();
        outbox.show(QUESTION, question("remove?").withFiles(List.of(CHART)));
        Call plain = discord.await(
                call -> call.text().equals("remove?") && sent(call).isEmpty());
        assertEquals(Optional.of("create"), Optional.of(plain.what()));
    }

    @Test
    void aDeploymentThatIsForgottenTakesItsFilesWithIt() throws Exception {
        outbox.show(QUESTION, question("remove?").withFiles(List.of(CHART)));
        assertEquals(List.of(CHART), stored());
        outbox.nameThread(new dev.kawasemi.deployment.DeploymentId(1042), "shop 1042 v3", "");
        outbox.show(QUESTION, question("remove?"));
        assertEquals(List.of(), stored());
    }
}
