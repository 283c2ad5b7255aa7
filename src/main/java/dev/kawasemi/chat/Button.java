package dev.kawasemi.chat;

/** A button under a message. */
public sealed interface Button {
    /** At most 34 characters (Discord's own guideline). */
    String label();

    /** One that asks for something. */
    record Action(ButtonId id, String label, Style style) implements Button {}

    /** One that leads to the deployment's thread; a transport without threads leaves it out. */
    record ThreadLink(String label) implements Button {}

    /** How it looks. */
    enum Style {
        PRIMARY,
        SECONDARY,
        DANGER
    }
}
