package dev.kawasemi.chat;

/** {@link FailedColorText}. */
enum FailedColorPhrase implements Phrase {
    NOT_MEASURED,
    EMPTY,
    TASK_LEFT,
    TASKS_LEFT,
    REMOVED,
    TASK_LOST,
    TASKS_LOST,
    UNKNOWN_LOST;

    @Override
    public String topic() {
        return "failed-color";
    }
}
