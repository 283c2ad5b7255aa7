package dev.kawasemi.chat;

/** {@link InputCheck}. */
enum InputPhrase implements Phrase {
    WHICH_APP,
    NO_SUCH_APP,
    DID_YOU_MEAN,
    APPS_HERE,
    NO_APPS,
    NOTHING_DONE,
    TOO_LONG,
    NOT_A_VERSION;

    @Override
    public String topic() {
        return "input";
    }
}
