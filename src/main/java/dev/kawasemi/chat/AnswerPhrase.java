package dev.kawasemi.chat;

/** {@link Answers}. */
enum AnswerPhrase implements Phrase {
    FAULT,
    CHECKING,
    ACCEPTED,
    ROLLING_BACK,
    ROLL_BACK_TIME,
    ROLL_BACK_STARTS_WEB,
    ANEW,
    UNDOING,
    GOING_BACK,
    STOPPING,
    STOPPED,
    REVIVING,
    REMOVING,
    NOW_IN,
    REPAIRED_BEFORE,
    APPROVED_BEFORE,
    TOOK_BACK_BEFORE,
    ROLLED_BACK_BEFORE,
    UNDID_BEFORE,
    UNDER_WAY,
    WAITS,
    STUCK,
    OVER,
    REMOVE_ANYWAY,
    STANDBY_WAITS,
    NOT_OURS,
    UNKNOWN_DEPLOYMENT,
    OLD_COPY,
    OVERTAKEN,
    NEVER_DEPLOYED,
    NO_LOGS,
    LOGS,
    LOOKING_AT_ALL,
    LOOKING_AT,
    NO_APP,
    REMOVE_UNCOUNTED;

    @Override
    public String topic() {
        return "answer";
    }
}
