package dev.kawasemi.container;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Puts a container's two output streams in order by Docker's timestamps (fixed width, UTC, so they sort as text) and takes them away. */
final class LogLines {
    private LogLines() {}

    static List<String> inOrder(String stdout, String stderr, int lines) {
        List<String> all = Stream.concat(stdout.lines(), stderr.lines())
                .filter(line -> !line.isBlank())
                .sorted(Comparator.comparing(LogLines::timestamp))
                .map(LogLines::text)
                .toList();
        return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    private static String timestamp(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? line : line.substring(0, space);
    }

    private static String text(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? "" : line.substring(space + 1);
    }
}
