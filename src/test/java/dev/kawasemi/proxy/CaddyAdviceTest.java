package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the host can do so that Caddy's reloads reset no connection. */
class CaddyAdviceTest {
    private static final String LINE = "echo net.ipv4.tcp_migrate_req=1 | sudo tee /etc/sysctl.d/60-caddy.conf"
            + " && sudo sysctl -p /etc/sysctl.d/60-caddy.conf";

    @TempDir
    Path folder;

    private CaddyFile caddy() {
        return new CaddyFile(new AppName("shop"), setting());
    }

    private Path setting() {
        return folder.resolve("tcp_migrate_req");
    }

    @Test
    void whereNothingIsHandedOverTheLineThatChangesItIsNamed() throws IOException {
        Files.writeString(setting(), "0\n");
        assertEquals(
                List.of("A switch may reset a connection that is made in that instant: Caddy listens anew at each reload, "
                        + "and this host hands nothing over. Once: " + LINE),
                caddy().advice());
        Files.writeString(setting(), "1\n");
        assertEquals(List.of(), caddy().advice());
    }

    @Test
    void anOlderKernelIsNotToldToDoWhatItCannot() {
        List<String> advice = caddy().advice();
        assertEquals(1, advice.size(), advice.toString());
        assertTrue(advice.get(0).endsWith("this kernel cannot hand over what waits (Linux 5.14 and newer can)"));
    }

    @Test
    void initPrintsTheLineToo() {
        List<String> lines = caddy().linesToPaste(Path.of("/etc/caddy/kawasemi/shop.caddy"));
        assertTrue(lines.contains("    " + LINE), lines.toString());
    }
}
