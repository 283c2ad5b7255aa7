package dev.kawasemi.chat;

/** What {@link DeployChart} and {@link ChartText} say. */
enum ChartPhrase implements Phrase {
    VERDICT,
    CPU,
    MEMORY,
    PROBES,
    SERVES,
    CANCELLED,
    STILL_SERVES,
    ROLLED_BACK,
    WITHIN,
    NEEDS_A_PERSON,
    TAKEN_BACK,
    UNHEALTHY,
    ILL,
    UNSEEN,
    FAILED_AT,
    ALT,
    LINE,
    MARKS,
    MARK;

    @Override
    public String topic() {
        return "chart";
    }
}
