package dev.kawasemi.chat;

/** The labels of the buttons, at most 34 characters long in every language. */
enum ButtonPhrase implements Phrase {
    CANCEL,
    LOGS,
    RETRY,
    REMOVE,
    REMOVE_ANYWAY,
    ROLL_BACK,
    UNDO,
    GO_ON,
    ROLL_BACK_FIRST,
    LEAVE,
    EVIDENCE,
    KEEP,
    DEPLOY_RELEASE,
    NOT_NOW;

    @Override
    public String topic() {
        return "button";
    }
}
