package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.testing.FakeTime;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLockTest {
    @TempDir
    Path folder;

    @Test
    void isTakenOnceAndSaysByWhom() {
        try (HostLock lock = HostLock.in(folder, new FakeTime())) {
            assertTrue(lock.tryTake(Rig.BOB, "deploy of shop v2"));
            assertFalse(lock.tryTake(Rig.ALICE, "roll back"));
            assertEquals(
                    "deploy of shop v2, by Bob, since 2026-11-22T14:00:00Z",
                    lock.holder().orElseThrow());
            lock.release();
            assertTrue(lock.tryTake(Rig.ALICE, "roll back"));
        }
    }

    @Test
    void readingWhoHoldsItDoesNotFreeIt() throws Exception {
        try (HostLock lock = HostLock.in(folder, new FakeTime())) {
            assertTrue(lock.tryTake(Rig.BOB, "deploy"));
            lock.holder();
            assertEquals("busy", otherProcess());
        }
    }

    @Test
    void theKernelFreesItWhenItsHolderIsKilled() throws Exception {
        Process holder = start("hold");
        try (BufferedReader out = reader(holder)) {
            assertEquals("taken", out.readLine());
            try (HostLock lock = HostLock.in(folder, new FakeTime())) {
                assertFalse(lock.tryTake(Rig.BOB, "deploy"));
                holder.destroyForcibly();
                assertTrue(holder.waitFor(10, TimeUnit.SECONDS));
                assertTrue(lock.tryTake(Rig.BOB, "deploy"));
            }
        }
    }

    private String otherProcess() throws Exception {
        Process process = start("once");
        try (BufferedReader out = reader(process)) {
            String answer = out.readLine();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            return answer;
        }
    }

    private Process start(String mode) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString(),
                        mode)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Another process that wants the lock. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            HostLock lock = HostLock.in(Path.of(args[0]), new FakeTime());
            System.out.println(lock.tryTake(Rig.ALICE, "test") ? "taken" : "busy");
            System.out.flush();
            if (args[1].equals("hold")) {
                // Ends when the test kills it, or with the test's own process.
                int unused = System.in.read();
            }
            lock.close();
        }
    }
}
