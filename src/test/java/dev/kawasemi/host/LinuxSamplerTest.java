package dev.kawasemi.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.testing.FakeTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host's own figures, from a tree of files. */
class LinuxSamplerTest {
    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();

    private FakeRoot root = new FakeRoot(Path.of("unset"));

    @BeforeEach
    void calmHost() throws IOException {
        root = new FakeRoot(folder)
                .cpu(1000, 5000, 200)
                .pressure("cpu", 1_000_000)
                .pressure("memory", 50_000)
                .memory(1_000_000, 400_000)
                .temperature(0, "58300");
    }

    private HostSampler sampler() {
        return HostSamplers.linux(root.path(), folder, time);
    }

    @Test
    void firstSampleHasNoRates() {
        Sample sample = sampler().sample(Map.of());
        assertEquals(OptionalDouble.empty(), sample.cpuPercent());
        assertEquals(OptionalDouble.empty(), sample.cpuPressure());
        assertEquals(OptionalDouble.empty(), sample.memoryPressure());
        assertEquals(OptionalLong.of(1_000_000L * 1024), sample.memoryTotal());
        assertEquals(OptionalLong.of(400_000L * 1024), sample.memoryAvailable());
        assertEquals(OptionalDouble.of(58.3), sample.temperature());
        assertEquals(time.now(), sample.at());
        assertTrue(sample.diskFree().orElseThrow() > 0);
    }

    @Test
    void ratesAreSinceTheSampleBefore() throws IOException {
        HostSampler sampler = sampler();
        sampler.sample(Map.of());
        // 60 ticks of work, 120 idle, 20 waiting for the disk; 1.2 s of waiting in 2 s.
        root.cpu(1060, 5120, 220).pressure("cpu", 2_200_000).pressure("memory", 150_000);
        time.advance(Duration.ofSeconds(2));
        Sample sample = sampler.sample(Map.of());
        assertEquals(30, sample.cpuPercent().orElseThrow(), 0.001);
        assertEquals(60, sample.cpuPressure().orElseThrow(), 0.001);
        assertEquals(5, sample.memoryPressure().orElseThrow(), 0.001);
    }

    @Test
    void countersThatWentBackwardsAreNotMeasuredThisTime() throws IOException {
        HostSampler sampler = sampler();
        sampler.sample(Map.of());
        root.cpu(10, 20, 0).pressure("cpu", 5);
        time.advance(Duration.ofSeconds(1));
        Sample sample = sampler.sample(Map.of());
        assertEquals(OptionalDouble.empty(), sample.cpuPercent());
        assertEquals(OptionalDouble.empty(), sample.cpuPressure());
        root.cpu(60, 70, 0).pressure("cpu", 500_005);
        time.advance(Duration.ofSeconds(1));
        Sample next = sampler.sample(Map.of());
        assertEquals(50, next.cpuPercent().orElseThrow(), 0.001);
        assertEquals(50, next.cpuPressure().orElseThrow(), 0.001);
    }

    @Test
    void noShareIsOverAHundred() throws IOException {
        HostSampler sampler = sampler();
        sampler.sample(Map.of());
        root.cpu(1200, 5000, 150).pressure("cpu", 9_000_000);
        time.advance(Duration.ofSeconds(1));
        Sample sample = sampler.sample(Map.of());
        assertEquals(100, sample.cpuPercent().orElseThrow());
        assertEquals(100, sample.cpuPressure().orElseThrow());
    }

    @Test
    void withoutPsiThePressureIsNotMeasuredAndTheRestIs() throws IOException {
        root.without("proc/pressure/cpu").without("proc/pressure/memory");
        HostSampler sampler = sampler();
        sampler.sample(Map.of());
        root.cpu(1050, 5050, 200);
        time.advance(Duration.ofSeconds(1));
        Sample sample = sampler.sample(Map.of());
        assertEquals(OptionalDouble.empty(), sample.cpuPressure());
        assertEquals(OptionalDouble.empty(), sample.memoryPressure());
        assertEquals(50, sample.cpuPercent().orElseThrow(), 0.001);
    }

    @Test
    void hottestPlausibleZoneIsTheTemperature() throws IOException {
        root.temperature(1, "71200")
                .temperature(2, "-274000")
                .temperature(3, "255000")
                .temperature(4, "no sensor");
        assertEquals(OptionalDouble.of(71.2), sampler().sample(Map.of()).temperature());
    }

    @Test
    void emptyHostMeasuresNothingAndThrowsNothing(@TempDir Path nothing) {
        HostSampler sampler = HostSamplers.linux(nothing, nothing.resolve("gone"), time);
        sampler.sample(Map.of());
        time.advance(Duration.ofSeconds(1));
        Sample sample = sampler.sample(Map.of("blue", List.of(7)));
        assertEquals(
                new Sample(
                        time.now(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        OptionalLong.empty(),
                        Map.of("blue", Sample.Group.NOT_MEASURED)),
                sample);
    }
}
