package dev.kawasemi.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of containers, from trees as both cgroup versions have them. */
class GroupsTest {
    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private FakeRoot root = new FakeRoot(Path.of("unset"));
    private HostSampler sampler = HostSamplers.linux(Path.of("unset"), Path.of("unset"), time);

    @BeforeEach
    void begin() {
        root = new FakeRoot(folder);
        sampler = HostSamplers.linux(folder, folder, time);
    }

    private Sample.Group after(Duration passed, Integer... pids) {
        time.advance(passed);
        return sampler.sample(Map.of("blue", List.of(pids))).groups().get("blue");
    }

    private Sample.Group first(Integer... pids) {
        return after(Duration.ZERO, pids);
    }

    private static Sample.Group group(double cores, long memory) {
        return new Sample.Group(OptionalDouble.of(cores), OptionalLong.of(memory), OptionalLong.empty());
    }

    @Test
    void version2CountsCpuTimeAndMemoryWithoutCache() throws IOException {
        root.v2Process(11, "web").v2Cpu("web", 5_000_000).v2Memory("web", 900, 200);
        assertEquals(new Sample.Group(OptionalDouble.empty(), OptionalLong.of(700), OptionalLong.empty()), first(11));
        root.v2Cpu("web", 8_000_000);
        assertEquals(group(1.5, 700), after(Duration.ofSeconds(2), 11));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpuacct", "cpu,cpuacct"})
    void version1CountsThemInItsOwnHierarchies(String mount) throws IOException {
        root.v1Process(11, "web").v1Cpu(mount, "web", 5_000_000_000L).v1Memory("web", 900, 250);
        first(11);
        root.v1Cpu(mount, "web", 5_500_000_000L);
        assertEquals(group(0.5, 650), after(Duration.ofSeconds(1), 11));
    }

    @Test
    void version1BesideTheUnifiedTreeCountsByVersion1() throws IOException {
        root.v1Process(11, "web")
                .v1Cpu("cpuacct", "web", 0)
                .v1Memory("web", 900, 250)
                .file("sys/fs/cgroup/unified/docker/web/cpu.stat", "usage_usec 77\n");
        first(11);
        root.v1Cpu("cpuacct", "web", 1_000_000_000L);
        assertEquals(group(1, 650), after(Duration.ofSeconds(1), 11));
    }

    @Test
    void withoutAMemoryCgroupTheMemoryIsNotMeasuredAndTheCpuIs() throws IOException {
        root.v2Process(11, "web").v2Cpu("web", 0);
        first(11);
        root.v2Cpu("web", 250_000);
        assertEquals(
                new Sample.Group(OptionalDouble.of(0.25), OptionalLong.empty(), OptionalLong.empty()),
                after(Duration.ofSeconds(1), 11));
    }

    @Test
    void aGroupIsTheSumOfItsContainersAndEachCountsOnce() throws IOException {
        root.v2Process(11, "web").v2Cpu("web", 0).v2Memory("web", 100, 0);
        root.v2Process(12, "web");
        root.v2Process(13, "redis").v2Cpu("redis", 0).v2Memory("redis", 30, 10);
        first(11, 12, 13);
        root.v2Cpu("web", 500_000).v2Cpu("redis", 100_000);
        assertEquals(group(0.6, 120), after(Duration.ofSeconds(1), 11, 12, 13));
    }

    @Test
    void containerThatIsGoneLeavesTheGroupNotMeasured() throws IOException {
        root.v2Process(11, "web").v2Cpu("web", 0).v2Memory("web", 100, 0);
        root.v2Process(13, "redis").v2Cpu("redis", 0).v2Memory("redis", 30, 10);
        first(11, 13);
        root.without("proc/13/cgroup");
        assertEquals(Sample.Group.NOT_MEASURED, after(Duration.ofSeconds(1), 11, 13));
        assertEquals(group(0, 100), after(Duration.ofSeconds(1), 11));
    }

    @Test
    void containerStartedAgainIsNotMeasuredOnce() throws IOException {
        root.v2Process(11, "web").v2Cpu("web", 5_000_000).v2Memory("web", 100, 0);
        first(11);
        root.v2Cpu("web", 1000);
        assertEquals(
                new Sample.Group(OptionalDouble.empty(), OptionalLong.of(100), OptionalLong.empty()),
                after(Duration.ofSeconds(1), 11));
        root.v2Cpu("web", 501_000);
        assertEquals(group(0.5, 100), after(Duration.ofSeconds(1), 11));
    }

    @Test
    void processesKilledForWantOfMemoryAreCountedOverTheContainersOfTheGroup() throws IOException {
        root.v2Process(11, "web").v2Memory("web", 100, 0).v2OomKills("web", 2);
        root.v2Process(12, "web");
        root.v2Process(13, "redis").v2Memory("redis", 30, 10).v2OomKills("redis", 1);

        assertEquals(OptionalLong.of(3), first(11, 12, 13).oomKills());
        root.v2Memory("redis", 40, 10).without(FakeRoot.v2("redis") + "memory.events");

        assertEquals(OptionalLong.empty(), first(11, 12, 13).oomKills(), "a part is not the sum");
        assertEquals(OptionalLong.of(2), first(11).oomKills());
    }

    @Test
    void version1CountsThemInTheMemoryHierarchy() throws IOException {
        root.v1Process(11, "web").v1Memory("web", 900, 250);
        assertEquals(OptionalLong.empty(), first(11).oomKills());
        root.v1OomControl("web", "oom_kill_disable 0\nunder_oom 1\n");
        assertEquals(OptionalLong.empty(), first(11).oomKills(), "a kernel before 4.13 does not count");
        root.v1OomControl("web", "oom_kill_disable 0\nunder_oom 1\noom_kill 4\n");
        assertEquals(OptionalLong.of(4), first(11).oomKills());
    }

    @Test
    void groupWithoutProcessesIsNotMeasured() {
        assertEquals(Sample.Group.NOT_MEASURED, first());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0::/\n", "0::/../../docker/x\n", "", "nonsense\n"})
    void processOutsideOfEveryContainerIsNotMeasured(String cgroup) throws IOException {
        root.file("proc/11/cgroup", cgroup)
                .file("sys/fs/cgroup/cpu.stat", "usage_usec 1\n")
                .file("sys/fs/cgroup/memory.current", "1\n");
        first(11);
        assertEquals(Sample.Group.NOT_MEASURED, after(Duration.ofSeconds(1), 11));
    }
}
