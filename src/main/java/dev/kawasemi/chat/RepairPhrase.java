package dev.kawasemi.chat;

/** {@link RepairText}. */
enum RepairPhrase implements Phrase {
    DONE,
    DISAGREE;

    @Override
    public String topic() {
        return "repair";
    }
}
