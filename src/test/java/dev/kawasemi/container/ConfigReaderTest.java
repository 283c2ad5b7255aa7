package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.testing.FakeCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compose is asked once for what it would answer in the same way. */
class ConfigReaderTest {
    private static final Version V1 = new Version("v1");

    @TempDir
    Path folder;

    private final FakeCommandRunner runner = new FakeCommandRunner()
            .answer(List.of("docker"), FakeCommandRunner.ok("{\"services\": {\"web\": {\"image\": \"web:v1\"}}}"));
    private final ConfigReader reader = new ConfigReader(new Docker(runner));

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("docker-compose.yml"), "services: {web: {image: web}}\n");
        Files.writeString(folder.resolve(".env"), "A=1\n");
    }

    private ComposeConfig read(Color color, Version version) {
        Path file = folder.resolve("docker-compose.yml");
        return reader.read(Apps.shop(file, ComposeApp.Prepare.NONE), color, version);
    }

    private int asked() {
        return runner.commands().size();
    }

    @Test
    void theSameIsAskedOnce() {
        read(Color.BLUE, V1);
        read(Color.BLUE, V1);
        assertEquals(1, asked());
        read(Color.GREEN, V1);
        read(Color.BLUE, new Version("v2"));
        assertEquals(3, asked());
    }

    @Test
    void anEditIsSeen() throws IOException {
        read(Color.BLUE, V1);
        Files.writeString(folder.resolve(".env"), "A=2\n");
        read(Color.BLUE, V1);
        assertEquals(2, asked());
        Files.writeString(folder.resolve("docker-compose.yml"), "services: {web: {image: web2}}\n");
        read(Color.BLUE, V1);
        assertEquals(3, asked());
        Files.delete(folder.resolve(".env"));
        read(Color.BLUE, V1);
        assertEquals(4, asked());
    }

    @Test
    void aFileThatNamesOthersIsReadEachTime() throws IOException {
        Files.writeString(folder.resolve("docker-compose.yml"), "services: {web: {image: web, env_file: web.env}}\n");
        read(Color.BLUE, V1);
        read(Color.BLUE, V1);
        assertEquals(2, asked());
    }

    @Test
    void whatOneChangesInItsAnswerIsNotInTheNext() {
        read(Color.BLUE, V1).root().remove("services");

        assertFalse(read(Color.BLUE, V1).services().isEmpty());
    }
}
