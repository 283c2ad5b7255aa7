package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.testing.FakeCommandRunner;
import dev.kawasemi.testing.FakeTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Caddy reads our file as a user of its own when it starts: what only its owner may read would end its next start. */
class FileOfAnotherUserTest {
    private static final List<String> TEST = List.of("/bin/true");

    @TempDir
    Path folder;

    private ProxySwitcher switcher() {
        ProxySettings.Verify verify = new ProxySettings.Verify(
                URI.create("http://127.0.0.1:1/"), 3, false, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("shop"), 18001, 18002),
                new ProxySettings.Caddy(file(), TEST, TEST, verify),
                new FakeCommandRunner().answer(TEST, FakeCommandRunner.ok("")),
                new FakeTime());
    }

    private Path file() {
        return folder.resolve("kawasemi/shop.caddy");
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void theFolderThatInitMakesIsOpenWhateverTheUmask() throws IOException {
        switcher().init();
        assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())));
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertEquals(List.of(), switcher().check());
    }

    @Test
    void whatItsOwnerAloneMayReadIsNamed() throws IOException {
        switcher().init();
        mode(file(), "rw-------");
        assertEquals(
                List.of(Finding.problem(
                        file()
                                + " can be read by its owner alone, but Caddy reads it as a user of its own when it starts",
                        "Let it: chmod a+rX " + file())),
                switcher().check());
        mode(file(), "rw-r--r--");
        mode(file().getParent(), "rwx------");
        assertTrue(switcher().check().get(0).seen().startsWith(file().getParent() + " can be read by its owner alone"));
    }
}
