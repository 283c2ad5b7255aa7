package dev.kawasemi.health;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListeningTest {
    private static final String HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when\n";

    @TempDir
    Path proc;

    @Test
    void aRealPortIsSeenToOpenAndToClose() throws Exception {
        Listening listening = new Listening(Path.of("/proc"));
        int self = Math.toIntExact(ProcessHandle.current().pid());
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            assertTrue(listening.onPort(self, port));
            assertFalse(listening.onPort(0, port), "no process");
        }
        assertFalse(listening.onPort(self, port));
    }

    @Test
    void onlyTheLocalPortOfASocketThatListensCounts() throws Exception {
        Path net = Files.createDirectories(proc.resolve("77/net"));
        Files.writeString(
                net.resolve("tcp"),
                HEAD + "   0: 0100007F:1F40 0100007F:A001 01 0\n   1: 0100007F:A001 0100007F:1F90 0A 0\n   2: short\n");
        Listening listening = new Listening(proc);

        assertFalse(listening.onPort(77, 0x1F40), "connected");
        assertFalse(listening.onPort(77, 0x1F90), "another's");
        assertTrue(listening.onPort(77, 0xA001));
    }

    @Test
    void aSocketOfVersion6CountsAndWhatCannotBeReadDoesNot() throws Exception {
        Path net = Files.createDirectories(proc.resolve("77/net"));
        Files.writeString(net.resolve("tcp6"), HEAD + "   0: 00000000000000000000000000000000:0050 0:0 0A 0\n");
        Files.write(
                Files.createDirectories(proc.resolve("78/net")).resolve("tcp"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Listening listening = new Listening(proc);

        assertTrue(listening.onPort(77, 80));
        assertFalse(listening.onPort(78, 80));
        assertFalse(listening.onPort(79, 80));
    }
}
