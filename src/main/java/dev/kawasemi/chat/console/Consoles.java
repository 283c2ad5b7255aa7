package dev.kawasemi.chat.console;

import dev.kawasemi.chat.ChatService;
import dev.kawasemi.deployment.Actor;
import java.io.BufferedReader;
import java.io.PrintStream;
import java.io.Reader;
import java.util.function.Supplier;

/** Makes the {@link Console}. */
public final class Consoles {
    private Consoles() {}

    /**
     * @param chat asked at each command, so it may be made after the console
     * @param interactive whether a person sits at a terminal that knows ANSI: the card is redrawn in place and commands do not wait for their answers. Without,
     *     a line is carried out once the one before it has its answer
     * @param actor whose commands these are; trusted with everything
     */
    public static Console open(
            Supplier<ChatService> chat, Reader in, PrintStream out, boolean interactive, Actor actor) {
        return new ConsoleChat(chat, new BufferedReader(in), new Screen(out, interactive), actor);
    }
}
