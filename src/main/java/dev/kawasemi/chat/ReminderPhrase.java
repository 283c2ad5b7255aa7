package dev.kawasemi.chat;

/** {@link ReminderText}. */
enum ReminderPhrase implements Phrase {
    KEPT,
    ASKED_SINCE;

    @Override
    public String topic() {
        return "reminder";
    }
}
