package dev.kawasemi.house;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Imports only go down, rooms of one floor do not know each other, and each foreign library has its rooms. */
class FloorsTest {
    private static final String ROOT = "dev.kawasemi";

    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            Map.entry("", 7),
            Map.entry("config", 6),
            Map.entry("cli", 6),
            Map.entry("chat.discord", 5),
            Map.entry("chat.console", 5),
            Map.entry("webhook", 5),
            Map.entry("metrics", 5),
            Map.entry("chat", 4),
            Map.entry("rollout", 3),
            Map.entry("chart", 3),
            Map.entry("container", 2),
            Map.entry("proxy", 2),
            Map.entry("health", 2),
            Map.entry("journal", 2),
            Map.entry("host", 2),
            Map.entry("deployment", 1),
            Map.entry("process", 1),
            Map.entry("sqlite", 1),
            Map.entry("log", 1),
            Map.entry("time", 1));

    private static final Map<String, List<String>> LIBRARY_ROOMS = Map.ofEntries(
            Map.entry("net.dv8tion", List.of("chat.discord")),
            Map.entry("org.zeroturnaround", List.of("process")),
            Map.entry("java.sql", List.of("sqlite", "journal", "chat.discord", "webhook")),
            Map.entry("com.typesafe", List.of("config")),
            Map.entry("picocli", List.of("cli")),
            Map.entry("okhttp3", List.of("health", "proxy", "chat.discord")),
            Map.entry("com.fasterxml.jackson", List.of("container", "journal", "chat.discord", "cli", "webhook")),
            Map.entry("com.sun.net.httpserver", List.of("webhook", "metrics")),
            Map.entry("org.jfree", List.of("chart")),
            Map.entry("ch.qos.logback", List.of("log")),
            Map.entry("java.awt", List.of("chart")));

    /** The chart's child process: where the graphics stay, so that the resident bot never loads them. */
    private static final Set<String> CHILD = Set.of("ChartProgram", "Picture");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void importsOnlyGoDown() {
        TreeSet<String> wrong = new TreeSet<>();
        for (JavaClass from : OURS) {
            for (String to : roomsUsedBy(from)) {
                String room = room(from);
                if (!to.equals(room) && floor(to) >= floor(room)) {
                    wrong.add(from.getName() + " uses room '" + to + "'");
                }
            }
        }
        assertTrue(wrong.isEmpty(), () -> "imports that do not go down: " + wrong);
    }

    @Test
    void everyLibraryStaysInItsRooms() {
        Map<String, String> wrong = new TreeMap<>();
        for (JavaClass from : OURS) {
            from.getDirectDependenciesFromSelf().forEach(dependency -> {
                String name = dependency.getTargetClass().getPackageName();
                LIBRARY_ROOMS.forEach((library, rooms) -> {
                    if (name.startsWith(library) && !rooms.contains(room(from))) {
                        wrong.put(from.getName(), library);
                    }
                });
            });
        }
        assertTrue(wrong.isEmpty(), () -> "libraries outside their rooms: " + wrong);
    }

    @Test
    void onlyTheChartsChildDrawsAndNothingCallsItsPicture() {
        TreeSet<String> wrong = new TreeSet<>();
        for (JavaClass from : OURS) {
            boolean child = room(from).equals("chart") && CHILD.contains(from.getSimpleName());
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass())
                    .filter(target -> target.getPackageName().startsWith("org.jfree")
                            || target.getPackageName().startsWith("java.awt")
                            || target.getName().equals(ROOT + ".chart.Picture"))
                    .filter(target -> !child)
                    .forEach(target -> wrong.add(from.getName() + " uses " + target.getName()));
        }
        assertTrue(wrong.isEmpty(), () -> "graphics outside the child: " + wrong);
    }

    @Test
    void theHeartKnowsNothingButJava() {
        TreeSet<String> wrong = new TreeSet<>();
        for (JavaClass from : OURS) {
            if (room(from).equals("deployment")) {
                from.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> !target.isPrimitive())
                        .map(JavaClass::getName)
                        .filter(name -> !name.startsWith("java.")
                                && !name.startsWith("org.jspecify.")
                                && !name.startsWith(ROOT + ".deployment."))
                        .forEach(wrong::add);
            }
        }
        assertTrue(wrong.isEmpty(), () -> "deployment uses " + wrong);
    }

    private static Set<String> roomsUsedBy(JavaClass from) {
        TreeSet<String> rooms = new TreeSet<>();
        from.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> target.getPackageName().startsWith(ROOT))
                .forEach(target -> rooms.add(room(target)));
        return rooms;
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }

    private static int floor(String room) {
        Integer floor = FLOORS.get(room);
        assertTrue(floor != null, () -> "room '" + room + "' has no floor: add it to FLOORS");
        return floor;
    }
}
