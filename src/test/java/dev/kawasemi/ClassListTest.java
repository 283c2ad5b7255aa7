package dev.kawasemi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of classes for the class-data archive. One that is gone would be left out in silence there, and the archive would be worth less and less. */
class RehearsalTest {
    /** Those of a JDK are its own affair: another version has others. */
    private static final List<String> OF_THE_JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private final List<String> names =
            Rehearsal.names(Path.of(System.getProperty("project.basedir", "."), "src/main/package/classes"));

    @Test
    void everyClassOfOursAndOfTheLibrariesIsThere() {
        List<String> gone = names.stream()
                .filter(name -> OF_THE_JDK.stream().noneMatch(name::startsWith))
                .filter(name -> !isThere(name))
                .toList();
        assertEquals(List.of(), gone);
    }

    @Test
    void whatDiscordAndTlsNeedIsAmongThem() {
        assertTrue(names.contains("net.dv8tion.jda.internal.requests.WebSocketClient"), "JDA's gateway");
        assertTrue(names.stream().anyMatch(name -> name.startsWith("sun.security.ssl.")), "TLS");
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
