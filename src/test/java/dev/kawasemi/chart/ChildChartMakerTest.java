package dev.kawasemi.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.testing.FakeCommandRunner;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the child is called, and that nothing it does can hurt. */
class ChildChartMakerTest {
    private static final List<String> ANY = List.of();
    private final FakeCommandRunner runner = new FakeCommandRunner();
    private final ChartMaker maker = ChartMakers.inChild(runner);

    @AfterEach
    void close() {
        maker.close();
    }

    private Optional<byte[]> drawn() throws Exception {
        CompletableFuture<Optional<byte[]>> done = new CompletableFuture<>();
        maker.draw(Charted.good(), done::complete);
        return done.get(5, TimeUnit.SECONDS);
    }

    @Test
    void theChildIsBoundedBehindEverythingElseAndGetsNoSecrets() throws Exception {
        runner.answer(ANY, FakeCommandRunner.ok(Base64.getEncoder().encodeToString(new byte[] {1, 2, 3})));
        assertEquals(3, drawn().orElseThrow().length);
        Command child = runner.commands().get(0);
        assertEquals(List.of("nice", "-n", "15"), child.argv().subList(0, 3));
        assertTrue(child.argv().contains("-Xmx32m"), child.argv().toString());
        assertEquals(ChartProgram.class.getName(), child.argv().get(child.argv().size() - 1));
        assertEquals(Charted.good(), ChartData.decode(child.input()));
        assertTrue(child.dropPrefixes().contains("DISCORD"));
        assertTrue(child.limit().compareTo(Duration.ofMinutes(1)) <= 0);
    }

    @Test
    void whatGoesWrongIsNoPicture() throws Exception {
        runner.answer(ANY, FakeCommandRunner.failed(1, "Exception in thread main\n\tat x"));
        assertEquals(Optional.empty(), drawn());
        runner.answer(ANY, FakeCommandRunner.failed(CommandResult.TIMED_OUT, ""));
        assertEquals(Optional.empty(), drawn());
        runner.answer(ANY, FakeCommandRunner.ok("not base 64!"));
        assertEquals(Optional.empty(), drawn());
        runner.answer(ANY, FakeCommandRunner.ok(""));
        assertEquals(Optional.empty(), drawn());
        runner.answer(
                ANY, FakeCommandRunner.ok(Base64.getEncoder().encodeToString(new byte[ChartMaker.MAX_BYTES + 1])));
        assertEquals(Optional.empty(), drawn());
        runner.missing("nice");
        runner.answer(List.of("nice"));
        assertEquals(Optional.empty(), drawn());
    }

    @Test
    void afterTheEndNothingIsDrawn() throws Exception {
        maker.close();
        assertEquals(Optional.empty(), drawn());
    }
}
