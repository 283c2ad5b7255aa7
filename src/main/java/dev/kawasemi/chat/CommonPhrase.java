package dev.kawasemi.chat;

/** What several texts say. */
enum CommonPhrase implements Phrase {
    NOTHING,
    NO_REASON,
    SECONDS,
    MINUTES,
    SECONDS_AGO,
    MINUTES_AGO,
    HOURS_AGO,
    DAYS_AGO,
    ABOUT,
    WITHIN,
    AFTER,
    LASTING,
    SINCE,
    SENTENCE,
    NOTED,
    TASK_WAITS,
    TASKS_WAIT,
    CPU,
    PRESSURE,
    MEMORY,
    TEMPERATURE,
    NOT_MEASURED;

    @Override
    public String topic() {
        return "common";
    }
}
