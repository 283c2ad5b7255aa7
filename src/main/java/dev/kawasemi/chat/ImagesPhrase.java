package dev.kawasemi.chat;

/** {@link ImagesText}. */
enum ImagesPhrase implements Phrase {
    REMOVED,
    REMOVED_ONE,
    MORE,
    FREED,
    FREED_LITTLE;

    @Override
    public String topic() {
        return "images";
    }
}
