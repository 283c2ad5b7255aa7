package dev.kawasemi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.testing.Stories;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line of a host where the bot runs: two sides of a real socket. */
class ControlSocketTest {
    /** The host of the bot; the one of the command is never opened. */
    private final Typing bot = new Typing();

    private final Typing person = new Typing();

    @TempDir
    private Path folder;

    private ControlSocket socket;

    @BeforeEach
    void open() throws Host.NotStarted {
        socket = ControlSocket.open(file(), bot.hosts.open(Path.of("/etc/kawasemi/application.conf")));
        person.hosts = elsewhere(person.hosts);
    }

    @AfterEach
    void close() {
        socket.close();
    }

    /** By an end of the stream, or by a reset where the far side closed before it had read everything. */
    private static boolean ended(SocketChannel channel) {
        try {
            return new DataInputStream(Channels.newInputStream(channel)).read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private Path file() {
        return ControlSocket.in(folder);
    }

    private Host.Factory elsewhere(Host.Factory here) {
        return new Host.Factory() {
            @Override
            public Host open(Path config) throws Host.NotStarted {
                return here.open(config);
            }

            @Override
            public Optional<Path> socket(Path config) {
                return Optional.of(file());
            }
        };
    }

    @Test
    void commandIsCarriedOutByTheBotInTheNameOfWhoTyped() {
        bot.engine.put(Stories.upgrade().neverHealthy("x").deployment());
        int code = person.type("remove", "shop");
        assertEquals(List.of(), person.opened);
        assertEquals(0, code, person.err());
        assertTrue(
                bot.engine.calls().toString().contains("remove shop"),
                bot.engine.calls().toString());
        String me = System.getProperty("user.name");
        long uid = Terminal.ofThisProcess(System.out, System.err).uid();
        assertTrue(bot.engine.calls().toString().contains(Long.toString(uid)), me + " " + bot.engine.calls());
    }

    @Test
    void whatTheBotPrintsIsPrintedHereEachOnItsStream() {
        bot.problems.add("shop: the proxy file is missing");
        assertEquals(2, person.type("check"));
        assertTrue(person.out().contains("the proxy file is missing"), person.out());
        assertEquals(2, person.type("history", "nosuch"));
        assertTrue(person.err().contains("There is no app nosuch"), person.err());
        assertEquals(List.of(), person.opened);
    }

    @Test
    void longTextsOfAllLettersComeWhole() {
        for (int i = 0; i < 3000; i++) {
            bot.problems.add("shop: é デプロイ 배포 " + i);
        }
        person.type("check");
        assertEquals(
                3000,
                person.out().lines().filter(line -> line.contains("é デプロイ 배포 ")).count());
    }

    @Test
    void withoutABotItIsCarriedOutHere() {
        socket.close();
        assertFalse(Files.exists(file()), "the socket goes with the bot");
        assertEquals(0, person.type("check"));
        assertEquals(1, person.opened.size());
    }

    @Test
    void socketThatAKilledBotLeftIsNobodys() throws IOException, Host.NotStarted {
        socket.close();
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(file()))
                .close();
        assertTrue(Files.exists(file()));
        assertEquals(0, person.type("check"));
        assertEquals(1, person.opened.size());
        socket = ControlSocket.open(file(), bot.hosts.open(Path.of("/x")));
        assertEquals(0, person.type("check"));
        assertEquals(1, person.opened.size());
    }

    @Test
    void secondBotWithTheSameStateFolderDoesNotStart() {
        IllegalStateException e = assertThrows(
                IllegalStateException.class, () -> ControlSocket.open(file(), bot.hosts.open(Path.of("/x"))));
        assertTrue(String.valueOf(e.getMessage()).contains("one of them at a time"), e.getMessage());
        assertEquals(0, person.type("check"), "the first one goes on");
    }

    @Test
    void onlyOwnerAndGroupMayOpenIt() throws IOException {
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void namesOfSudoCountFromRootAlone() {
        bot.engine.put(Stories.upgrade().neverHealthy("x").deployment());
        person.environment = Map.of("SUDO_USER", "mia", "SUDO_UID", "1234");
        person.type("remove", "shop");
        long uid = Terminal.ofThisProcess(System.out, System.err).uid();
        String expected = uid == 0 ? "1234" : Long.toString(uid);
        assertTrue(
                bot.engine.calls().toString().contains(expected),
                bot.engine.calls().toString());
    }

    @Test
    void whateverElseIsSentIsNotTakenForACommand() throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file()))) {
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
            out.writeInt(0x47455420);
            assertTrue(ended(channel));
        }
        assertEquals(List.of(), bot.engine.calls());
        assertEquals(0, person.type("check"));
    }
}
