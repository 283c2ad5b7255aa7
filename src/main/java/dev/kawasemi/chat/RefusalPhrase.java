package dev.kawasemi.chat;

/** Why the engine refused, said before its own words; in English those are enough. */
enum RefusalPhrase implements Phrase {
    BAD_INPUT,
    BUSY,
    UNFINISHED,
    PREFLIGHT,
    NOTHING_TO_DO,
    OUT_OF_REACH,
    NEEDS_A_PERSON;

    @Override
    public String topic() {
        return "refusal";
    }
}
