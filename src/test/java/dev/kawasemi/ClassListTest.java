package dev.kawasemi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What {@code make-archive} adds to the list of classes for the class-data archive, in the form of {@code -XX:SharedClassListFile}. A class that is gone would be
 * left out in silence there, and the archive would be worth less and less.
 */
class ClassListTest {
    /** Those of a JDK are its own affair: another version has others. */
    private static final List<String> OF_THE_JDK = List.of("java/", "javax/", "jdk/", "sun/", "com/sun/");

    /** A lambda of the class that is named next. */
    private static final String LAMBDA = "@lambda-proxy ";

    private List<String> lines = List.of();

    @BeforeEach
    void read() throws IOException {
        lines = Files.readAllLines(Path.of(System.getProperty("project.basedir", "."), "src/main/package/classes"));
    }

    @Test
    void everyClassOfOursAndOfTheLibrariesIsThere() {
        List<String> gone = lines.stream()
                .filter(line -> !line.startsWith("@") || line.startsWith(LAMBDA))
                .map(line -> line.replace(LAMBDA, "").split(" ", 2)[0])
                .distinct()
                .filter(name -> OF_THE_JDK.stream().noneMatch(name::startsWith))
                .filter(name -> !isThere(name.replace('/', '.')))
                .toList();
        assertEquals(List.of(), gone);
    }

    @Test
    void whatDiscordAndTlsNeedIsAmongThem() {
        assertTrue(lines.contains("net/dv8tion/jda/internal/requests/WebSocketClient"), "JDA's gateway");
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("sun/security/ssl/")), "TLS");
    }

    private boolean isThere(String name) {
        try {
            return Class.forName(name, false, getClass().getClassLoader())
                    .getName()
                    .equals(name);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
