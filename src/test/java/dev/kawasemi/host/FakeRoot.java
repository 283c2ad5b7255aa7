package dev.kawasemi.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tree with the kernel's files of a host that does not exist. */
final class FakeRoot {
    private final Path root;

    FakeRoot(Path root) {
        this.root = root;
    }

    Path path() {
        return root;
    }

    FakeRoot file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    FakeRoot without(String path) throws IOException {
        Files.deleteIfExists(root.resolve(path));
        return this;
    }

    FakeRoot cpu(long user, long idle, long iowait) throws IOException {
        return file("proc/stat", "cpu  " + user + " 0 0 " + idle + " " + iowait + " 0 0 0 0 0\ncpu0 1 2 3 4\nctxt 7\n");
    }

    FakeRoot pressure(String resource, long micros) throws IOException {
        return file(
                "proc/pressure/" + resource,
                "some avg10=9.99 avg60=9.99 avg300=9.99 total=" + micros
                        + "\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=1\n");
    }

    FakeRoot memory(long totalKb, long availableKb) throws IOException {
        return file(
                "proc/meminfo",
                "MemTotal:        " + totalKb + " kB\nMemFree:           1000 kB\nMemAvailable:    " + availableKb
                        + " kB\n");
    }

    FakeRoot temperature(int zone, String milli) throws IOException {
        return file("sys/class/thermal/thermal_zone" + zone + "/temp", milli + "\n");
    }

    /** A container's process on a host with cgroup version 2. */
    FakeRoot v2Process(int pid, String container) throws IOException {
        return file("proc/" + pid + "/cgroup", "0::/system.slice/docker-" + container + ".scope\n");
    }

    FakeRoot v2Cpu(String container, long micros) throws IOException {
        return file(v2(container) + "cpu.stat", "usage_usec " + micros + "\nuser_usec 1\nsystem_usec 1\n");
    }

    FakeRoot v2Memory(String container, long used, long inactiveFile) throws IOException {
        return file(v2(container) + "memory.current", used + "\n")
                .file(
                        v2(container) + "memory.stat",
                        "anon 5\nfile 6\ninactive_anon 7\ninactive_file " + inactiveFile + "\nactive_file 8\n");
    }

    /** A container's process on a host with cgroup version 1 and the unified tree beside it. */
    FakeRoot v1Process(int pid, String container) throws IOException {
        return file(
                "proc/" + pid + "/cgroup",
                "9:name=systemd:/docker/" + container + "\n4:memory:/docker/" + container + "\n2:cpu,cpuacct:/docker/"
                        + container + "\n0::/docker/" + container + "\n");
    }

    FakeRoot v1Cpu(String mount, String container, long nanos) throws IOException {
        return file("sys/fs/cgroup/" + mount + "/docker/" + container + "/cpuacct.usage", nanos + "\n");
    }

    FakeRoot v1Memory(String container, long used, long inactiveFile) throws IOException {
        String folder = "sys/fs/cgroup/memory/docker/" + container + "/";
        return file(folder + "memory.usage_in_bytes", used + "\n")
                .file(
                        folder + "memory.stat",
                        "cache 1\ninactive_file 2\ntotal_cache 3\ntotal_inactive_file " + inactiveFile + "\n");
    }

    FakeRoot v2OomKills(String container, long kills) throws IOException {
        return file(
                v2(container) + "memory.events",
                "low 0\nhigh 0\nmax 31\noom 9\noom_kill " + kills + "\noom_group_kill 7\n");
    }

    FakeRoot v1OomControl(String container, String text) throws IOException {
        return file("sys/fs/cgroup/memory/docker/" + container + "/memory.oom_control", text);
    }

    static String v2(String container) {
        return "sys/fs/cgroup/system.slice/docker-" + container + ".scope/";
    }
}
