package dev.kawasemi.chart;

import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.ProgramNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Java's own graphics need some 50 MB and half a second of a core: a child takes them and gives them back. */
final class ChildChartMaker implements ChartMaker {
    private static final Logger LOG = LoggerFactory.getLogger(ChildChartMaker.class);
    /** Far more than a Raspberry Pi needs, for a host that is busy: it comes behind everything else. */
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Deploys that end while a chart is drawn; more than that are left without. */
    private static final int WAITING = 4;
    /** Bounded like the bot itself, whose flags a child does not inherit. */
    private static final List<String> FLAGS = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UseSerialGC",
            "-Xms8m",
            "-Xmx32m",
            "-Xss512k",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true");

    private final CommandRunner runner;
    private final ThreadPoolExecutor thread;

    ChildChartMaker(CommandRunner runner) {
        this.runner = runner;
        this.thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
            Thread made = new Thread(work, "kawasemi-chart");
            made.setDaemon(true);
            return made;
        });
        // Nothing is drawn for days: no thread stands by for it.
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public void draw(ChartData data, Consumer<Optional<byte[]>> done) {
        try {
            thread.execute(() -> done.accept(drawn(data)));
        } catch (RejectedExecutionException e) {
            LOG.warn("A chart is left out: {} wait already, or Kawasemi ends", WAITING);
            done.accept(Optional.empty());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private Optional<byte[]> drawn(ChartData data) {
        try {
            return picture(runner.run(command(data)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ProgramNotFoundException | IllegalStateException | IllegalArgumentException e) {
            LOG.warn("Tried to draw a chart, but: {}. The text stands alone", e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<byte[]> picture(CommandResult result) {
        if (!result.ok()) {
            String why =
                    result.timedOut() ? "it took more than " + LIMIT.toSeconds() + " s" : lastLine(result.stderr());
            LOG.warn("Tried to draw a chart, but: {}. The text stands alone", why);
            return Optional.empty();
        }
        byte[] png = Base64.getDecoder().decode(result.stdout().strip());
        if (png.length == 0 || png.length > MAX_BYTES) {
            LOG.warn("A chart of {} bytes is left out; at most {} are sent", png.length, MAX_BYTES);
            return Optional.empty();
        }
        return Optional.of(png);
    }

    /** Behind everything else on the host; nothing of the bot's own secrets in its environment. */
    private static Command command(ChartData data) {
        List<String> argv = new ArrayList<>(List.of("nice", "-n", "15", java()));
        argv.addAll(FLAGS);
        argv.addAll(List.of("-cp", System.getProperty("java.class.path"), ChartProgram.class.getName()));
        return Command.of(LIMIT, argv)
                .withoutInherited("DISCORD", "KAWASEMI", "JAVA_TOOL", "JDK_JAVA")
                .reading(data.encode());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .filter(line -> !line.startsWith("\t"))
                .findFirst()
                .orElse("it said nothing");
    }
}
