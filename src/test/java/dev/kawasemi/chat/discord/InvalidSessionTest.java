package dev.kawasemi.chat.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

/** Discord drops one session after the other: each new one is a log-in, of which it allows 1000 a day before it takes the token away. */
@Tag("processes")
class InvalidSessionTest {
    private static final int ASKED = 1200;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private final List<Instant> identifies = new ArrayList<>();
    private final CountDownLatch enough = new CountDownLatch(ASKED);

    @SuppressWarnings("NullAway.Init")
    private volatile Login login;

    /** As JDA with a Discord that always answers "invalid session": it identifies every five seconds until it is told to end. */
    private final class DroppedSessions implements Login.Sessions {
        @Override
        public JDA connect(SessionEnd.Heard ended) {
            JDA jda = Mockito.mock(JDA.class);
            Thread discord = new Thread(() -> drop(jda, ended));
            discord.setDaemon(true);
            discord.start();
            return jda;
        }

        private void drop(JDA jda, SessionEnd.Heard ended) {
            while (login.session().filter(jda::equals).isEmpty()) {
                Thread.onSpinWait();
            }
            identify();
            while (!ended.tooOften()) {
                time.advance(Duration.ofSeconds(5));
                identify();
            }
            ended.over(false);
        }

        private void identify() {
            synchronized (identifies) {
                identifies.add(time.now());
            }
            enough.countDown();
        }

        @Override
        public String redact(String text) {
            return text;
        }
    }

    @Test
    void sessionsThatDiscordDropsAgainAndAgainAreBegunFewerThanAThousandTimesADay() throws Exception {
        try (OutboxStore store = OutboxStore.open(folder.resolve("chat.db"), TimeSource.system())) {
            login = new Login(new DroppedSessions(), new LoginHistory(store), time);
            login.start();
            assertTrue(enough.await(20, TimeUnit.SECONDS));
            login.close();
        }
        synchronized (identifies) {
            Instant end = identifies.get(0).plus(Duration.ofDays(1));
            long day = identifies.stream().filter(at -> at.isBefore(end)).count();
            assertTrue(day < 1000, () -> day + " in a day");
            assertEquals(
                    Duration.ofSeconds(5),
                    Duration.between(identifies.get(0), identifies.get(1)),
                    "one alone is as before");
        }
    }
}
