package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Read from tables as Linux writes them. */
class ListeningSocketsTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    Path folder;

    private List<Integer> doubled(int port, String... sockets) throws IOException {
        Path four = Files.writeString(folder.resolve("tcp"), HEAD + String.join("", sockets));
        return new ListeningSockets(List.of(four, folder.resolve("no-tcp6"))).doubled(port);
    }

    private static String socket(String address, String state, int user) {
        return "   0: " + address + " 00000000:0000 " + state + " 00000000:00000000 00:00000000 00000000 " + user
                + "        0 1545494 1 000000006f66cae1 100 0 0 10 0\n";
    }

    private static String listens(String address, int user) {
        return socket(address, "0A", user);
    }

    @Test
    void oneSocketForEachAddressIsNone() throws IOException {
        assertEquals(
                List.of(),
                doubled(80, listens("00000000:0050", 999), listens("0100007F:0050", 999), listens("00000000:01BB", 999)));
    }

    @Test
    void twoAtOneAddressAreFound() throws IOException {
        assertEquals(List.of(80), doubled(80, listens("00000000:0050", 999), listens("00000000:0050", 999)));
        assertEquals(List.of(80), doubled(80, listens("00000000:0050", 0), listens("00000000:0050", 0)));
    }

    @Test
    void thoseAtAnotherPortOfTheSameUserAreFoundUnlessItIsRoot() throws IOException {
        assertEquals(
                List.of(443),
                doubled(80, listens("00000000:0050", 999), listens("00000000:01BB", 999), listens("00000000:01BB", 999)));
        assertEquals(
                List.of(),
                doubled(80, listens("00000000:0050", 0), listens("00000000:01BB", 0), listens("00000000:01BB", 0)));
        assertEquals(
                List.of(),
                doubled(80, listens("00000000:0050", 999), listens("00000000:01BB", 33), listens("00000000:01BB", 33)));
    }

    @Test
    void connectionsAreNoListeners() throws IOException {
        assertEquals(
                List.of(),
                doubled(80, listens("0100007F:0050", 999), socket("0100007F:0050", "01", 999), socket("0100007F:0050", "06", 0)));
    }
}
