package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.testing.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the lock lies. */
class HostLockFolderTest {
    @TempDir
    Path folder;

    @Test
    void theFolderIsMadeWhereItIsMissing() {
        try (HostLock lock = HostLock.in(folder.resolve("var/lib/kawasemi"), new FakeTime())) {
            assertEquals(Optional.empty(), lock.holder(), "nobody held it yet");
            assertTrue(lock.tryTake(Rig.BOB, "deploy"));
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsToldWithItsName() throws IOException {
        Path taken = Files.writeString(folder.resolve("state"), "a file");
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> HostLock.in(taken, new FakeTime()));
        assertTrue(String.valueOf(e.getMessage()).contains("lock file in " + taken), e.getMessage());
    }

    @Test
    void whoHoldsItIsOnlyForPeopleTheLockHoldsWithout() throws IOException {
        Files.createDirectory(folder.resolve("host.lock.holder"));
        try (HostLock lock = HostLock.in(folder, new FakeTime());
                HostLock other = HostLock.in(folder, new FakeTime())) {
            assertTrue(lock.tryTake(Rig.BOB, "deploy"));
            assertEquals(Optional.empty(), lock.holder());
            assertFalse(other.tryTake(Rig.ALICE, "roll back"));
            lock.release();
            assertTrue(other.tryTake(Rig.ALICE, "roll back"));
        }
    }

    @Test
    void closingFreesItAndFreeingTwiceIsFine() {
        HostLock lock = HostLock.in(folder, new FakeTime());
        assertTrue(lock.tryTake(Rig.BOB, "deploy"));
        lock.release();
        lock.release();
        assertTrue(lock.tryTake(Rig.BOB, "deploy"));
        lock.close();
        try (HostLock next = HostLock.in(folder, new FakeTime())) {
            assertTrue(next.tryTake(Rig.ALICE, "roll back"));
        }
    }
}
