package dev.kawasemi.chat;

/** {@link QuestionText}. */
enum QuestionPhrase implements Phrase {
    SUPERSEDED,
    DRAINING,
    HEALTHY,
    HEALTHY_WITH_FACTS,
    HEALTHY_FACTS_AFTER,
    ASK,
    FREES,
    PROBES,
    CPU,
    STANDBY_WARM,
    STANDBY_COLD,
    STANDBY_SICK,
    STANDBY_GONE,
    WHERE,
    BACK,
    STAYED,
    TRIED,
    MEDIAN,
    WORKERS_PAUSED,
    SCHEDULER_PAUSED,
    BOTH_PAUSED,
    QUEUE_NOT_MEASURED,
    QUEUE_EMPTY,
    QUEUE,
    REPAIRED,
    RETIRING,
    UNDO_WINDOW,
    REMOVING,
    REVIVING,
    ROLLING_BACK,
    ROLLED_BACK,
    STUCK,
    NOTHING_ASKED,
    MEMORY;

    @Override
    public String topic() {
        return "question";
    }
}
