package dev.kawasemi.chat;

/** The phases in words, by the same names as {@link dev.kawasemi.deployment.Phase}. */
enum PhasePhrase implements Phrase {
    RUNNING,
    UNDOING,
    AWAITING_APPROVAL,
    ROLLING_BACK,
    RETIRING,
    UNDO_WINDOW,
    REVIVING,
    REMOVING,
    COMPLETED,
    ABORTED,
    ROLLED_BACK,
    STUCK;

    @Override
    public String topic() {
        return "phase";
    }
}
