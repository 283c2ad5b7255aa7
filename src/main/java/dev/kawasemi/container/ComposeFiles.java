package dev.kawasemi.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What Compose reads of an app: its file and the {@code .env} beside it, to the letter. Known only where the file names no others to be read.
 *
 * @param environment empty where there is none
 */
record ComposeFiles(String compose, String environment) {
    /** Each of these makes Compose read another file (compose-spec). */
    private static final List<String> OTHERS = List.of("include", "extends", "env_file", "file:");

    static Optional<ComposeFiles> of(Path composeFile) {
        try {
            Path environment = composeFile.resolveSibling(".env");
            ComposeFiles files = new ComposeFiles(
                    Files.readString(composeFile),
                    Files.exists(environment)
                            ? new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1)
                            : "");
            return Optional.of(files).filter(found -> OTHERS.stream().noneMatch(found.compose::contains));
        } catch (IOException e) {
            // Compose says what is wrong with it.
            return Optional.empty();
        }
    }

    /** Either may hold secrets. */
    @Override
    public String toString() {
        return "ComposeFiles[]";
    }
}
