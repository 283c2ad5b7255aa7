package dev.kawasemi.chat;

/** The way back to the one person who asked. A transport has acknowledged (or will, in time) before anything slow begins. */
public interface Responder {
    /** Text for the asker alone; the first is the answer, later ones replace it. At most 2000 characters, cut by the transport. */
    void reply(String text);

    /** The same with buttons. */
    void reply(ChatMessage message);

    /** Acknowledges a press by changing the pressed message itself, so that its buttons are gone. Nothing happens for a command. */
    void replacePressed(ChatMessage message);

    /** Nothing more will be answered to this request. A transport that waits for that (a script at a terminal) takes note. */
    default void finished() {}
}
