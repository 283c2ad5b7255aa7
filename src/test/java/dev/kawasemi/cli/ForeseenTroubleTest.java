package dev.kawasemi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.kawasemi.chat.discord.BotToken;
import dev.kawasemi.chat.discord.DiscordBots;
import dev.kawasemi.chat.discord.DiscordSettings;
import dev.kawasemi.journal.JournalException;
import dev.kawasemi.testing.FakeTime;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Files of Kawasemi's own that cannot be used are no mistake of the program: they have words, and nobody is asked to report them. */
class ForeseenTroubleTest {
    @TempDir
    Path folder;

    private final Typing typing = new Typing();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Session.class);
    }

    @Test
    void aChatDbThatCannotBeOpenedEndsTheStartWithWordsAndNotAsUnforeseen() throws Exception {
        Path chat = Files.createDirectory(folder.resolve("chat.db"));
        DiscordSettings discord = new DiscordSettings(
                new BotToken("secret"),
                "1",
                "2",
                URI.create("http://127.0.0.1:1/"),
                Optional.empty(),
                dev.kawasemi.chat.Language.EN);
        typing.serving = () -> DiscordBots.open(discord, chat, new FakeTime());
        assertEquals(4, typing.type("run"));
        assertTrue(
                typing.err().startsWith("Tried to open " + chat + ", but it may not be opened or written"),
                typing.err());
        assertTrue(typing.err().contains("mend it, or move it away"), typing.err());
        assertEquals(List.of(), log.list);
    }

    @Test
    void aJournalThatIsLockedInTheMiddleIsForeseenToo() {
        typing.serving = () -> {
            throw new JournalException(
                    "Tried to write to the journal, but another process keeps it locked", new SQLException());
        };
        assertEquals(4, typing.type("run"));
        assertEquals(
                "Tried to write to the journal, but another process keeps it locked",
                typing.err().strip());
        assertEquals(List.of(), log.list);
    }

    @Test
    void whatNobodyForesawIsToBeReported() {
        typing.serving = () -> {
            throw new IllegalStateException("odd");
        };
        assertEquals(4, typing.type("run"));
        assertEquals(1, log.list.size());
    }
}
