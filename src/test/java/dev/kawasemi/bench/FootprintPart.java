package dev.kawasemi.bench;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.host.HostSampler;
import dev.kawasemi.host.HostSamplers;
import dev.kawasemi.time.TimeSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The bot alone: how fast it is there, what it holds and uses when nothing happens, and what ten deploys leave behind. */
final class FootprintPart {
    private static final int STARTS = 5;
    private static final int DEPLOYS = 10;
    private static final int IDLE_SECONDS = 60;
    /** Twice the interval in which the launcher's flags give freed memory back. */
    private static final Duration SETTLE = Duration.ofSeconds(20);

    private static final Duration WATCHED = Duration.ofSeconds(3);

    private final TimeSource time = TimeSource.system();
    private final List<Double> ready = new ArrayList<>();
    private final List<Double> docker = new ArrayList<>();
    private Figures figures = new Figures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    private ProcessFigures.Memory idle = new ProcessFigures.Memory(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    private ProcessFigures.Memory afterDeploys = idle;

    /**
     * @param idlePercent of one core, connected and idle
     * @param samplerPercent of one core, a sample a second
     * @param pulsePercent of one core, of the bot's thread that samples, while it deploys: with its cards and standby looks
     * @param botMillis own CPU for each deploy
     * @param clientMillis CPU of the docker clients, and of nginx's test and reload, for each deploy
     */
    record Figures(
            double idlePercent, double samplerPercent, double pulsePercent, double botMillis, double clientMillis) {}

    void measure() throws Exception {
        try (BenchScene scene = BenchScene.open("alone", WATCHED)) {
            scene.firstVersion(0.2);
            starts(scene);
            Sheet.say("settling for " + SETTLE.toSeconds() + " s, then idle for " + IDLE_SECONDS + " s");
            time.sleep(SETTLE);
            ProcessFigures process = new ProcessFigures(scene.bot.pid());
            Map<String, Long> before = process.threadNanos();
            Duration began = time.elapsed();
            double sampler = sampleForAMinute(scene);
            double idlePercent = ProcessFigures.percent(
                    before, process.threadNanos(), time.elapsed().minus(began));
            idle = process.memory();
            deploys(scene, process, idlePercent, sampler);
            Sheet.say("settling for " + SETTLE.toSeconds() + " s");
            time.sleep(SETTLE);
            afterDeploys = process.memory();
        }
    }

    private void starts(BenchScene scene) {
        for (int i = 1; i <= STARTS; i++) {
            scene.bot.stop();
            ready.add((double) scene.startBot().toMillis());
            Sheet.say("ready " + i + " of " + STARTS + ": " + Numbers.text(ready.get(i - 1), 0) + " ms");
        }
    }

    /** In this process, so that the bot's own idle figure is not touched; returns the percent of a core. Of as many containers as two colours have. */
    private double sampleForAMinute(BenchScene scene) throws InterruptedException {
        HostSampler sampler = HostSamplers.linux(Path.of("/"), scene.bed.stateDir(), time);
        List<Integer> pids = Stream.of("redis", "web", "worker", "beat")
                .map(service -> scene.bed.inspect(Color.BLUE, service, "{{.State.Pid}}"))
                .map(Integer::valueOf)
                .toList();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long used = 0;
        Duration began = time.elapsed();
        for (int second = 1; second <= IDLE_SECONDS; second++) {
            long before = threads.getCurrentThreadCpuTime();
            var unused = sampler.sample(Map.of("blue", pids, "green", pids));
            used += threads.getCurrentThreadCpuTime() - before;
            Duration left = began.plusSeconds(second).minus(time.elapsed());
            time.sleep(left.isNegative() ? Duration.ZERO : left);
        }
        return 100.0 * used / time.elapsed().minus(began).toNanos();
    }

    private void deploys(BenchScene scene, ProcessFigures process, double idlePercent, double sampler) {
        ProcessFigures.Cpu before = process.cpu();
        long pulse = process.nanosOfThread("kawasemi-pulse");
        Duration began = time.elapsed();
        try (Charts charts = new Charts(scene.bot.pid())) {
            for (int i = 1; i <= DEPLOYS; i++) {
                long number = scene.deployed(i % 2 == 1 ? BenchScene.V2 : BenchScene.V1);
                docker.add((double) scene.dockerProcesses(number));
                Sheet.say("deploy " + i + " of " + DEPLOYS + " is done, RSS "
                        + Numbers.text(process.memory().rss(), 1) + " MB");
            }
            ProcessFigures.Cpu used = process.cpu().since(before);
            Duration clients = used.children().minus(charts.cpu());
            double pulsePercent = 100.0
                    * (process.nanosOfThread("kawasemi-pulse") - pulse)
                    / time.elapsed().minus(began).toNanos();
            figures = new Figures(
                    idlePercent,
                    sampler,
                    pulsePercent,
                    (double) used.own().toMillis() / DEPLOYS,
                    (double) clients.toMillis() / DEPLOYS);
        }
    }

    double readyMillis() {
        return Numbers.median(ready);
    }

    double dockerProcesses() {
        return Numbers.median(docker);
    }

    Figures figures() {
        return figures;
    }

    ProcessFigures.Memory idle() {
        return idle;
    }

    ProcessFigures.Memory afterDeploys() {
        return afterDeploys;
    }
}
