package dev.kawasemi.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token written wrongly is a problem that does not show it. */
class SecretsInProblemsTest {
    private static final String SECRET = "MTIz.planted.secret";
    /** The line with the slip, or the one after it, where a missing end is noticed. */
    private static final Pattern WHERE = Pattern.compile("application\\.conf: ?[345]: ");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token = [\"SECRET\"]",
                "token { value = \"SECRET\" }",
                "token = \"SECRET with blanks\"",
                "token = \"SECRET",
                "token = SECRET\"",
                "token = SECRET}}",
                "token = SECRET : x",
                "tokn = \"SECRET\"",
                "roles { deploy = [\"1\"], token = \"SECRET\" }",
                "token-file = [\"SECRET\"]",
                "token-file = \"SECRET\""
            })
    void theTokenIsNotShown(String line) throws Exception {
        Path file = folder.resolve("application.conf");
        Files.writeString(file, "kawasemi {\n  discord {\n    " + line.replace("SECRET", SECRET) + "\n  }\n}\n");
        ConfigProblems problems = assertThrows(ConfigProblems.class, () -> ConfigLoader.load(file));
        assertFalse(problems.problems().isEmpty());
        assertFalse(problems.toString().contains("planted"), problems::toString);
        assertTrue(WHERE.matcher(problems.toString()).find(), problems::toString);
    }
}
