package dev.kawasemi.bench;

import dev.kawasemi.testing.Shows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A table as text, and the figures that go to {@code target/shows.txt} as they are measured. */
final class Sheet {
    private final List<List<String>> rows = new ArrayList<>();

    Sheet(String... head) {
        rows.add(List.of(head));
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    void row(String... cells) {
        row(List.of(cells));
    }

    boolean empty() {
        return rows.size() == 1;
    }

    /** The first column to the left, the others to the right. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                String pad = " ".repeat(width(column) - cell.length());
                text.append(column == 0 ? cell + pad : "  " + pad + cell);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }

    /** Also printed at once: a run takes long, and what it has measured is not lost when it ends early. */
    static void show(String name, double value, int digits) throws IOException {
        String text = Numbers.text(value, digits);
        Shows.write(name, text);
        say(name + " = " + text);
    }

    static void say(String text) {
        System.out.println("  bench: " + text);
    }
}
