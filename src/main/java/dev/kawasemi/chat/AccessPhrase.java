package dev.kawasemi.chat;

/** {@link AccessPolicy}. */
enum AccessPhrase implements Phrase {
    WRONG_PLACE,
    REFUSED,
    OR,
    VIEW,
    DEPLOY,
    APPROVE,
    ROLL_BACK,
    LOGS,
    LOCK,
    UNLOCK,
    CANCEL;

    @Override
    public String topic() {
        return "access";
    }
}
