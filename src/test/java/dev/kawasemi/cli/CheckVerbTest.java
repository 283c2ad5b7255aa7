package dev.kawasemi.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kawasemi.deployment.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How what was found is told, to people and to programs, here and by the bot that runs. */
class CheckVerbTest {
    private final Typing typing = new Typing();

    private JsonNode json() throws Exception {
        return new ObjectMapper().readTree(typing.out());
    }

    @Test
    void notesAreNoFault() {
        typing.ofHost.add(Finding.note("The clock is right to the minute, by Discord's"));
        assertEquals(0, typing.type("check"));
        assertEquals(
                List.of("host: nothing in the way", "  note: The clock is right to the minute, by Discord's"),
                typing.out().lines().limit(2).toList());
    }

    @Test
    void whereAllThatIsWrongIsThatSomebodyDoesNotAnswerTheExitCodeIsThree() {
        typing.ofHost.add(Finding.outOfReach("The Docker engine does not answer", "Start it: systemctl start docker"));
        assertEquals(3, typing.type("check"));
        typing.problems.add("shop: port 18001 is taken");
        assertEquals(2, typing.type("check"));
    }

    @Test
    void jsonHasEachProblemWithWhatItIsAboutAndWhatToDo() throws Exception {
        typing.ofHost.add(Finding.outOfReach("no engine", "Start it"));
        typing.ofHost.add(Finding.note("fine otherwise"));
        typing.problems.add("shop: port 18001 is taken");
        assertEquals(2, typing.type("check", "--json"));
        assertEquals(new ObjectMapper().readTree("""
                        {"ok": false, "exitCode": 2,
                         "problems": [
                           {"subject": "host", "app": null, "kind": "out_of_reach", "text": "no engine", "fix": "Start it"},
                           {"subject": "app", "app": "shop", "kind": "problem", "text": "port 18001 is taken", "fix": "Mend it"}],
                         "notes": [{"subject": "host", "app": null, "text": "fine otherwise"}]}"""), json());
        assertEquals("", typing.err());
    }

    @Test
    void aWrongConfigurationIsThatListToo() throws Exception {
        typing.hosts = config -> {
            throw new Host.NotStarted(List.of("k.conf:3: first", "k.conf:9: second"));
        };
        assertEquals(2, typing.type("--config", "/k.conf", "check"));
        assertEquals(
                List.of(
                        "configuration: 2 in the way",
                        "  - k.conf:3: first",
                        "    do: Mend it in /k.conf, then check again",
                        "  - k.conf:9: second",
                        "    do: Mend it in /k.conf, then check again"),
                typing.out().lines().toList());
        typing.out.reset();
        assertEquals(2, typing.type("--config", "/k.conf", "check", "--json"));
        assertFalse(json().path("ok").asBoolean());
        assertEquals("k.conf:9: second", json().at("/problems/1/text").asText());
        assertEquals("configuration", json().at("/problems/1/subject").asText());
    }

    @Test
    void theBotsOwnLookComesByteForByte(@TempDir Path folder) throws Exception {
        typing.problems.add("shop: é デプロイ 배포 \u202e\u0007 \"quoted\" \\ end");
        assertEquals(2, typing.type("check", "--json"));
        Typing person = new Typing();
        Path file = ControlSocket.in(folder);
        person.hosts = new Host.Factory() {
            @Override
            public Host open(Path config) {
                throw new IllegalStateException("the bot looks");
            }

            @Override
            public Optional<Path> socket(Path config) {
                return Optional.of(file);
            }
        };
        ControlSocket socket = ControlSocket.open(file, typing.hosts.open(Path.of("/k.conf")));
        try {
            assertEquals(2, person.type("check", "--json"));
        } finally {
            socket.close();
        }
        assertArrayEquals(typing.out.toByteArray(), person.out.toByteArray());
        assertEquals("", person.err());
    }
}
