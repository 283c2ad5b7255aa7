package dev.kawasemi.chat;

/** {@link Outcomes}. */
enum OutcomePhrase implements Phrase {
    FIRST_DONE,
    DONE,
    FAILED,
    WHAT_FAILED,
    WHAT_PREFLIGHT,
    WHAT_PREPARE,
    WHAT_QUIESCE,
    WHAT_START,
    WHAT_HEALTH_GATE,
    WHAT_SWITCH,
    WHAT_VERIFY,
    WHAT_WORKERS,
    WHAT_WATCH,
    WHAT_OTHER,
    CANCELLED,
    ROLLED_BACK,
    ROLLED_BACK_ITSELF,
    STUCK,
    NOTHING_AS_BEFORE,
    AS_BEFORE,
    WORKERS_BACK;

    @Override
    public String topic() {
        return "outcome";
    }
}
