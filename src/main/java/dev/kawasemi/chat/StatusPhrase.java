package dev.kawasemi.chat;

/** {@link StatusText}. */
enum StatusPhrase implements Phrase {
    NOTHING_SERVES,
    SERVES,
    FOREIGN,
    HEALTH,
    OK,
    NOT_OK,
    RESTARTS,
    HOST,
    NOT_MEASURED,
    PROBLEM,
    QUESTION,
    DEPLOYMENT,
    UNDER_WAY,
    AT,
    UNDOING,
    ROLLING_BACK,
    STUCK,
    FAILED,
    WORKING_OFF,
    FAILED_KEPT;

    @Override
    public String topic() {
        return "status";
    }
}
