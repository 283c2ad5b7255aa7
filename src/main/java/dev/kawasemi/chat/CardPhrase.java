package dev.kawasemi.chat;

/** {@link LiveCard}. */
enum CardPhrase implements Phrase {
    SERVING,
    WAITING,
    STATE,
    HOST,
    UPDATED,
    OK,
    LEFT,
    UNDONE,
    NOW,
    DONE,
    FAILED,
    LAST,
    FAILING,
    WORKERS_STOPPED,
    REPAIRED;

    @Override
    public String topic() {
        return "card";
    }
}
