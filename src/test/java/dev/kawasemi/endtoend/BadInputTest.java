package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.wire.Message;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes in wrong through Discord is answered clearly, to the asker alone, and nothing is touched. */
@Tag("engine")
class BadInputTest {
    private static final Duration LIMIT = Scene.LIMIT;

    @Test
    void hostileVersionsAndUnknownAppsAreAnsweredAndNothingIsTouched() throws Exception {
        try (Scene scene = Scene.open("badinput", Duration.ofSeconds(2))) {
            for (String version :
                    new String[] {"; rm -rf /", "@everyone", "v".repeat(300), "-v1", "v1 v2", "../v1", "v1\u202e"}) {
                Message answer = refused(scene, "shop", version);
                assertTrue(
                        answer.content().contains("version"), () -> version + " was answered with " + answer.content());
                assertTrue(answer.pings().isEmpty(), () -> "nobody is pinged: " + answer);
            }
            Message unknown = refused(scene, "shoop", "v1");
            assertTrue(unknown.content().contains("shop"), unknown::content);
            assertTrue(refused(scene, "shop;ls", "v1").content().contains("app"));
            assertUntouched(scene);
        }
    }

    @Test
    void aTakenPortABrokenProxyAndAMissingServiceAreRefusedTogether() throws Exception {
        try (Scene scene = Scene.open("refused", Duration.ofSeconds(2));
                ServerSocket other =
                        new ServerSocket(scene.bed.port(Color.BLUE), 1, InetAddress.getLoopbackAddress())) {
            assertTrue(other.isBound());
            Message port = refused(scene, "shop", ExampleBed.V1);
            assertTrue(port.content().contains(Integer.toString(scene.bed.port(Color.BLUE))), port::content);

            Path compose = scene.bed.composeFile();
            Files.writeString(compose, Files.readString(compose).replace("\n  beat:\n", "\n  clock:\n"));
            Path nginx = scene.bed.folder().resolve("nginx/nginx.conf");
            Files.writeString(nginx, "\nno_such_directive on;\n", StandardOpenOption.APPEND);
            Message both = refused(scene, "shop", ExampleBed.V1);
            assertTrue(both.content().contains("beat"), both::content);
            assertTrue(both.content().contains("no\\_such\\_directive"), both::content);
            assertUntouched(scene);
        }
    }

    private static Message refused(Scene scene, String app, String version) {
        Message answer = scene.alice
                .slash("deploy", Map.of("app", app, "version", version))
                .awaitResponse(
                        message -> !message.loading()
                                && !message.content().isBlank()
                                && !message.content().startsWith("Checking"),
                        LIMIT);
        assertTrue(!answer.content().contains("accepted"), answer::content);
        return answer;
    }

    private static void assertUntouched(Scene scene) {
        assertEquals(Map.of(), scene.bed.services(Color.BLUE));
        assertEquals(Map.of(), scene.bed.services(Color.GREEN));
        assertTrue(scene.latest().isEmpty(), () -> "no number was given: " + scene.latest());
        assertTrue(
                scene.discord.channelMessages().isEmpty(),
                () -> "the channel stays quiet: " + scene.discord.channelMessages());
    }
}
