package dev.kawasemi.chat;

/** {@link RestartText}. */
enum RestartPhrase implements Phrase {
    GOES_ON,
    DURING,
    FINISHING,
    ROLLING_BACK,
    REMOVING,
    REVIVING,
    UNDONE,
    RESTARTED,
    MEANWHILE,
    AWAY;

    @Override
    public String topic() {
        return "restart";
    }
}
