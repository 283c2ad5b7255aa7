package dev.kawasemi.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.container.EngineUnreachableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed, before it reaches the engine. */
class CliTest {
    private final Typing typing = new Typing();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "console",
                "check",
                "init",
                "deploy",
                "status",
                "rollback",
                "approve",
                "undo",
                "cancel",
                "remove",
                "repair",
                "history"
            })
    void theHelpNamesEveryVerbAndEachHasItsOwn(String verb) {
        assertEquals(0, typing.type("--help"));
        assertTrue(typing.out().lines().anyMatch(line -> line.startsWith("  " + verb + " ")), typing.out());
        typing.out.reset();
        assertEquals(0, typing.type(verb, "--help"));
        assertTrue(typing.out().contains("Usage: kawasemi " + verb), typing.out());
        assertTrue(typing.out().contains("--config=FILE"), typing.out());
        assertTrue(typing.opened.isEmpty(), "help opens no host");
    }

    @Test
    void theHelpListsTheExitCodesAndTheOptionsOfDeploy() {
        typing.type("--help");
        assertTrue(typing.out().contains("a person is needed"), typing.out());
        typing.type("deploy", "--help");
        for (String option : List.of("--adopt", "--force", "--wait", "VERSION", "Ctrl-C")) {
            assertTrue(typing.out().contains(option), option);
        }
    }

    @Test
    void printsTheVersion() {
        assertEquals(0, typing.type("--version"));
        assertTrue(typing.out().startsWith("kawasemi "), typing.out());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    deploy shop                  | VERSION
                    deploy                       | APP
                    deploy SHOP v1               | an app name is
                    deploy shop ;rm              | a version is a Docker tag
                    deploy shop @everyone        | a version is a Docker tag
                    deploy shop v1 v2            | v2
                    deploy shop v1 --frce        | --frce
                    approve                      | APP
                    launch shop                  | launch
                    rollback shop --adopt        | --adopt
                    status shop --xml            | --xml
                    """)
    void refusesWhatItDoesNotUnderstandAndOpensNothing(String line, String named) {
        assertEquals(2, typing.type(line.split(" ")));
        assertTrue(typing.err().contains(named), typing.err());
        assertTrue(typing.err().contains("--help"), typing.err());
        assertTrue(typing.opened.isEmpty());
    }

    @Test
    void withoutAVerbItSaysWhatThereIsAndRefuses() {
        assertEquals(2, typing.type());
        assertTrue(typing.err().contains("--help"), typing.err());
    }

    @Test
    void cutsAVersionOf300Characters() {
        assertEquals(2, typing.type("deploy", "shop", "v".repeat(300)));
        assertFalse(typing.err().contains("v".repeat(100)), typing.err());
    }

    @Test
    void lettersThatSteerATerminalAreNotEchoed() {
        assertEquals(2, typing.type("deploy", "shop", "v1\u001b[2J"));
        assertFalse(typing.err().contains("\u001b"), typing.err());
    }

    @Test
    void refusesAnAppThatIsNotConfiguredAndNamesThoseThatAre() {
        for (String verb : List.of("approve", "undo", "cancel", "rollback", "remove", "status", "history", "init")) {
            typing.err.reset();
            assertEquals(2, typing.type(verb, "shoop"), verb);
            assertEquals(
                    "There is no app shoop in the configuration. There is: shop, blog",
                    typing.err().strip());
        }
        assertTrue(typing.engine.calls().isEmpty());
    }

    @Test
    void takesTheConfigurationFromTheOptionThenTheEnvironmentThenEtc() {
        typing.type("check");
        typing.environment = Map.of("KAWASEMI_CONFIG", "/home/pi/k.conf");
        typing.type("check");
        typing.type("--config", "/a.conf", "check");
        typing.type("check", "--config=/b.conf");
        assertEquals(
                List.of(
                        Path.of("/etc/kawasemi/application.conf"),
                        Path.of("/home/pi/k.conf"),
                        Path.of("/a.conf"),
                        Path.of("/b.conf")),
                typing.opened);
    }

    @Test
    void aWrongConfigurationIsToldInFullWithItsExitCode() {
        typing.hosts = config -> {
            throw new Host.NotStarted(List.of("k.conf:3: first", "k.conf:9: second"));
        };
        assertEquals(2, typing.type("deploy", "shop", "v1"));
        assertEquals(
                List.of("k.conf:3: first", "k.conf:9: second"),
                typing.err().lines().toList());
    }

    @Test
    void anEngineOutOfReachHasItsOwnExitCode() {
        typing.hosts = config -> {
            throw new EngineUnreachableException("Docker does not answer");
        };
        assertEquals(3, typing.type("status"));
        assertEquals("Docker does not answer", typing.err().strip());
    }

    @Test
    void runAndConsoleAreTheHostsAndItIsClosed() {
        assertEquals(0, typing.type("run"));
        assertEquals(0, typing.type("console"));
        assertEquals(List.of("run", "close", "console 1000 pi", "close"), typing.done);
    }

    @Test
    void initPrintsTheLinesToPaste() {
        assertEquals(0, typing.type("init", "shop"));
        assertEquals("include /etc/nginx/kawasemi/shop.conf;", typing.out().strip());
    }

    @Test
    void checkGroupsByAppAndRefusesWhenAnythingIsInTheWay() {
        typing.problems.addAll(List.of("no Docker", "shop: port 18001 is taken", "shop: no service web"));
        assertEquals(2, typing.type("check"));
        assertEquals(
                List.of(
                        "host: 1 in the way",
                        "  - no Docker",
                        "    do: Mend it",
                        "shop: 2 in the way",
                        "  - port 18001 is taken",
                        "    do: Mend it",
                        "  - no service web",
                        "    do: Mend it",
                        "blog: nothing in the way"),
                typing.out().lines().toList());
    }

    @Test
    void checkIsDoneWhenNothingIsInTheWay() {
        assertEquals(0, typing.type("check"));
        assertTrue(typing.out().startsWith("host: nothing in the way"), typing.out());
    }
}
