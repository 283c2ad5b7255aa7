package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactionTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void theLineThatComposeQuotesIsMasked() {
        assertMasked(
                "failed to read /srv/.env: line 1: unexpected character \"!\" in variable name ***",
                "failed to read /srv/.env: line 1: unexpected character \"!\" in variable name \"PASS WORD!=hunter2\"");
        assertMasked("yaml: cannot unmarshal !!str *** into map", "yaml: cannot unmarshal !!str `hunter2` into map");
        assertMasked(
                "invalid interpolation format for services.web.environment.PW.\nYou may need to escape any $ with another $. ***",
                "invalid interpolation format for services.web.environment.PW.\nYou may need to escape any $ with another $.\nhunter${");
    }

    @Test
    void serviceNamesStayReadable() {
        String words = "service \"web\" depends on undefined service \"db\": invalid compose project";

        assertMasked(words, words);
    }

    @Test
    void valuesOfTheAppsFilesAreMasked() throws Exception {
        Path file = Files.writeString(folder.resolve("docker-compose.yml"), """
                services:
                  redis:
                    environment:
                      PASSWORD: "hunter2-compose"
                      BROKER_HOST: redis
                      - LIST_STYLE=hunter2-list
                """);
        Files.writeString(folder.resolve(".env"), "export TOKEN=hunter2-env\n");
        Files.writeString(folder.resolve("prod.env"), "KEY='hunter2-prod'\n");

        assertEquals(
                "*** *** *** *** and redis",
                Redaction.ofFolder(file).mask("hunter2-compose hunter2-list hunter2-env hunter2-prod and redis"));
    }

    @Test
    void valuesOfAKeptCopyAreMasked() throws Exception {
        Redaction redaction = Redaction.ofContent(new ObjectMapper().readTree("""
                {"services": {"web": {"environment": {"PW": "hunter2", "EMPTY": null}, "build": {"args": {"A": "hunter3"}}}},
                 "configs": {"c": {"content": "hunter4"}}}"""));

        assertEquals("*** *** *** null", redaction.mask("hunter2 hunter3 hunter4 null"));
    }

    private static void assertMasked(String expected, String text) {
        assertEquals(expected, Redaction.none().mask(text));
    }
}
