package dev.kawasemi.chat;

/** {@link QueueText}. */
enum QueuePhrase implements Phrase {
    WORKING_OFF,
    LEFT,
    GIVE_UP,
    CUT,
    AND_MORE,
    UNCOUNTED,
    GIVE_UP_UNKNOWN;

    @Override
    public String topic() {
        return "queue";
    }
}
