package dev.kawasemi.chat;

/** {@link RootLine}. */
enum RootPhrase implements Phrase {
    LINE,
    REPAIRED,
    STARTING,
    UNDOING,
    WAITS,
    ROLLING_BACK,
    STOPPING,
    STOPPED,
    REVIVING,
    REMOVING,
    DONE,
    CANCELLED,
    FAILED,
    ROLLED_BACK,
    SERVES,
    NOTHING_SERVES,
    PERSON_NEEDED;

    @Override
    public String topic() {
        return "root";
    }
}
