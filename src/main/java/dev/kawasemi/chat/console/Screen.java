package dev.kawasemi.chat.console;

import java.io.PrintStream;
import java.util.List;

/**
 * Prints whole lines. On a terminal the card stands as the last thing above the prompt and is redrawn there; in a pipe it is printed when a step changed.
 */
final class Screen {
    private static final String ESC = "\u001b";
    private static final String PROMPT = "> ";

    private final PrintStream out;
    private final boolean interactive;
    private List<String> card = List.of();
    /** Whether the card is the last thing printed, so that it can be reached by moving up. */
    private boolean cardIsLast;

    private String steps = "";

    Screen(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    boolean interactive() {
        return interactive;
    }

    /** A message; each line with the prefix. */
    synchronized void print(String prefix, List<String> lines) {
        boolean cardFollows = cardIsLast;
        toEndOfLog();
        lines.forEach(line -> out.print(prefix + line + "\n"));
        if (cardFollows) {
            card.forEach(line -> out.print(line + "\n"));
        }
        cardIsLast = cardFollows;
        prompt();
    }

    /** The newest frame of the card. */
    synchronized void card(String prefix, List<String> lines) {
        List<String> frame = lines.stream().map(line -> prefix + line).toList();
        if (!interactive) {
            printOnChange(frame);
        } else if (cardIsLast && frame.size() == card.size()) {
            redraw(frame);
        } else {
            toEndOfLog();
            frame.forEach(line -> out.print(line + "\n"));
            prompt();
        }
        card = frame;
        cardIsLast = interactive;
    }

    /** The card has its last state: what comes now is printed below it. */
    synchronized void cardStays() {
        cardIsLast = false;
    }

    /** A line was typed: the cursor is below the card by more than we know. */
    synchronized void typed() {
        cardIsLast = false;
    }

    synchronized void prompt() {
        if (interactive) {
            out.print(PROMPT);
        }
        out.flush();
    }

    private void printOnChange(List<String> frame) {
        String now = CardSteps.of(frame);
        if (!now.equals(steps)) {
            frame.forEach(line -> out.print(line + "\n"));
            steps = now;
        }
        out.flush();
    }

    /** Takes the prompt away and, where it is the last thing, the card. */
    private void toEndOfLog() {
        if (interactive) {
            out.print("\r" + (cardIsLast && !card.isEmpty() ? ESC + "[" + card.size() + "A" : "") + ESC + "[J");
        }
    }

    /** Over the old frame; the cursor goes back to what is being typed. */
    private void redraw(List<String> frame) {
        StringBuilder text = new StringBuilder(ESC + "7" + ESC + "[" + frame.size() + "A\r");
        frame.forEach(line -> text.append(line).append(ESC).append("[K\n"));
        out.print(text.append(ESC).append("8"));
        out.flush();
    }
}
