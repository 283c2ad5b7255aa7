package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.HostProcesses.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a kernel's list of processes, laid out in a folder. */
class HostProcessesTest {
    @TempDir
    Path proc;

    private void process(int pid, int parent, char state, String name, String namespaces) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(Integer.toString(pid)));
        Files.writeString(folder.resolve("stat"), pid + " (" + name + ") " + state + " " + parent + " 1 1 0 -1\n");
        Files.writeString(
                folder.resolve("status"), "Name:\t" + name + "\nPid:\t" + pid + "\nNSpid:\t" + namespaces + "\n");
    }

    private List<Integer> pool(int main) {
        return HostProcesses.now(proc).pool(main).stream()
                .map(Seen::pid)
                .sorted()
                .toList();
    }

    @Test
    void aPoolIsWhatTheMainProcessHasBelowIt() throws IOException {
        process(100, 1, 'S', "celery", "100\t1");
        process(101, 100, 'S', "celery", "101\t7");
        process(102, 100, 'R', "celery", "102\t8");
        process(103, 102, 'S', "convert", "103\t9");
        process(200, 1, 'S', "other", "200");

        assertEquals(List.of(101, 102), pool(100));
        assertEquals(
                List.of(101, 102, 103),
                HostProcesses.now(proc).below(100).stream()
                        .map(Seen::pid)
                        .sorted()
                        .toList());
    }

    @Test
    void anInitAndAShellInFrontAreNoPool() throws IOException {
        process(100, 1, 'S', "tini", "100\t1");
        process(101, 100, 'S', "sh", "101\t7");
        process(102, 101, 'S', "celery", "102\t8");
        process(103, 102, 'S', "celery", "103\t9");
        process(104, 102, 'S', "celery", "104\t10");

        assertEquals(List.of(103, 104), pool(100));
    }

    @Test
    void whereNothingBranchesThereIsNone() throws IOException {
        process(100, 1, 'S', "tini", "100\t1");
        process(101, 100, 'S', "celery", "101\t7");

        assertEquals(List.of(), pool(100));
        assertEquals(List.of(), pool(999));
    }

    @Test
    void aNameMayHoldBracketsAndSpaces() throws IOException {
        process(100, 1, 'T', "a) R 5 (b", "100\t1");
        process(101, 100, 'R', "plain", "101\t7");

        HostProcesses now = HostProcesses.now(proc);

        Seen main = now.below(1).get(0);
        assertTrue(main.held());
        assertFalse(main.busy());
        assertEquals(List.of(101), now.below(100).stream().map(Seen::pid).toList());
    }

    @Test
    void aProcessIsNumberedAsItsInnermostNamespaceKnowsIt() throws IOException {
        process(101, 100, 'S', "celery", "101\t53\t7");

        HostProcesses now = HostProcesses.now(proc);

        assertEquals(Optional.of(7), now.inContainer(now.below(100).get(0)));
        Files.delete(proc.resolve("101/status"));
        assertEquals(Optional.empty(), now.inContainer(now.below(100).get(0)));
    }

    @Test
    void whatIsNoProcessOrIsGoneIsPassedOver() throws IOException {
        process(101, 100, 'S', "celery", "101");
        Files.createDirectories(proc.resolve("102"));
        Files.writeString(Files.createDirectories(proc.resolve("103")).resolve("stat"), "");
        Files.createDirectories(proc.resolve("sys"));

        assertEquals(1, HostProcesses.now(proc).below(100).size());
    }
}
