package dev.kawasemi.chat.console;

import dev.kawasemi.chat.Button;
import dev.kawasemi.chat.ButtonId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Buttons as numbers to type. A number is never used again, so that one typed late cannot hit another button. */
final class Choices {
    private final TreeMap<Integer, Choice> live = new TreeMap<>();
    private final Map<String, List<Button.Action>> offered = new HashMap<>();
    private int last;

    /** The line for a message's buttons ({@code [1] Remove BLUE  [2] Roll back}, empty without any); its earlier numbers die when the buttons changed. */
    synchronized String offer(String message, List<Button> buttons) {
        List<Button.Action> actions = actions(buttons);
        if (!actions.equals(offered.put(message, actions))) {
            live.values().removeIf(choice -> choice.message().equals(message));
            for (Button.Action action : actions) {
                live.put(++last, new Choice(message, action));
            }
        }
        return live.entrySet().stream()
                .filter(entry -> entry.getValue().message().equals(message))
                .map(entry ->
                        "[" + entry.getKey() + "] " + entry.getValue().button().label())
                .collect(Collectors.joining("  "));
    }

    /** Empty for a number that is not, or no longer, on offer. */
    synchronized Optional<ButtonId> numbered(int number) {
        return Optional.ofNullable(live.get(number))
                .map(choice -> choice.button().id());
    }

    /** The newest button whose label begins with this, whatever the case. */
    synchronized Optional<ButtonId> labelled(String begin) {
        String wanted = begin.toLowerCase(Locale.ROOT);
        return live.descendingMap().values().stream()
                .map(Choice::button)
                .filter(button -> button.label().toLowerCase(Locale.ROOT).startsWith(wanted))
                .map(Button.Action::id)
                .findFirst();
    }

    private static List<Button.Action> actions(List<Button> buttons) {
        List<Button.Action> actions = new ArrayList<>();
        for (Button button : buttons) {
            if (button instanceof Button.Action action) {
                actions.add(action);
            }
        }
        return actions;
    }

    private record Choice(String message, Button.Action button) {}
}
