package dev.kawasemi.chat;

/** {@link DeskCommands} and what it says with: locks, the four-eyes rule, dry runs, logs, the history. */
enum DeskPhrase implements Phrase {
    LOCKED,
    LOCKED_REFUSAL,
    LOCKED_NOTE,
    UNLOCKED,
    NOT_LOCKED,
    LOCK_LIFTED,
    LOCK_RAN_OUT,
    LOCK_LIFTED_ON_HOST,
    NEEDS_REASON,
    LONG_REASON,
    BAD_LENGTH,
    NO_COLOR,
    READING_LOGS,
    LOGS_ALL,
    LOGS_LAST,
    LOGS_NONE,
    FOUR_EYES,
    SOMEONE_OF,
    SOMEONE_WITH,
    BYPASS_TERMINAL,
    BYPASS_SELF,
    APPROVED_PAST,
    LEFT,
    NOT_PARKED,
    REMOVE_FAILED_ANYWAY,
    REMOVE_FAILED_UNCOUNTED,
    DRY_RUN,
    CLEAR,
    IN_THE_WAY,
    STANDS_BY,
    WAY,
    STEPS,
    MEMORY,
    DISK,
    EDIT,
    HISTORY_NONE,
    HISTORY_LINE,
    HISTORY_REPAIRED,
    HISTORY_DONE,
    HISTORY_CANCELLED,
    HISTORY_FAILED,
    HISTORY_ROLLED_BACK,
    HISTORY_ROLLED_BACK_ITSELF,
    HISTORY_WAITS,
    HISTORY_SERVES,
    HISTORY_NEEDS_A_PERSON,
    HISTORY_UNDER_WAY,
    HISTORY_APPROVED;

    @Override
    public String topic() {
        return "desk";
    }
}
