package dev.kawasemi.chat.console;

import java.util.List;
import java.util.stream.Collectors;

/** What of a card changes only when a step does: its lines above the measurements, without numbers. */
final class CardSteps {
    private CardSteps() {}

    static String of(List<String> card) {
        return card.stream()
                .takeWhile(line -> !line.contains("CPU "))
                .map(line -> line.replaceAll("[0-9]+", "").replaceAll("\\s+", " "))
                .collect(Collectors.joining("\n"));
    }
}
