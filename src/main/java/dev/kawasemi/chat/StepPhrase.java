package dev.kawasemi.chat;

/** The steps in words, by the same names as {@link dev.kawasemi.deployment.Step}. */
enum StepPhrase implements Phrase {
    PREFLIGHT,
    PREPARE,
    QUIESCE,
    START,
    HEALTH_GATE,
    SWITCH,
    VERIFY,
    WORKERS,
    DRAIN,
    WATCH,
    AWAIT_APPROVAL,
    RETIRE;

    @Override
    public String topic() {
        return "step";
    }
}
