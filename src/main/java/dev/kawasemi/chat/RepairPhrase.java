package dev.kawasemi.chat;

/** {@link RepairText}. */
enum RepairPhrase implements Phrase {
    DONE;

    @Override
    public String topic() {
        return "repair";
    }
}
