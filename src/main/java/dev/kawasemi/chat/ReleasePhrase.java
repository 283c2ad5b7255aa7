package dev.kawasemi.chat;

/** {@link ReleaseText}. */
enum ReleasePhrase implements Phrase {
    OUT,
    SERVES,
    NOT_BY_ITSELF,
    FAULT,
    STANDBY,
    MORE,
    WAITS,
    DEPLOYED,
    DECLINED,
    OVERTAKEN,
    NOTHING_TO_DO,
    UNKNOWN;

    @Override
    public String topic() {
        return "release";
    }
}
