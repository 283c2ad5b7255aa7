package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kawasemi.chat.Language;
import dev.kawasemi.wire.User;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is told something alone is told it in the language of their own client. */
class ReadersLanguageTest extends BotFixture {
    @Test
    void theLanguageComesWithTheRequestAndIsTheChannelsWhereItIsNotSpokenHere() throws Exception {
        startBot();
        User alice = discord.user("Alice", ops);
        assertEquals(Optional.of(Language.EN), language(alice.withLocale("en-GB")));
        assertEquals(Optional.of(Language.JA), language(alice.withLocale("ja")));
        assertEquals(Optional.of(Language.KO), language(alice.withLocale("ko")));
        assertEquals(Optional.empty(), language(alice.withLocale("fr")));
    }

    private Optional<Language> language(User person) throws InterruptedException {
        person.slash("status", Map.of());
        return chat.await().caller().language();
    }
}
