package dev.kawasemi.chat;

/** {@link Milestone}. */
enum MilestonePhrase implements Phrase {
    PREPARED,
    SAME_IMAGE,
    TAG_MOVED,
    YIELDED,
    HEALTHY,
    SWITCHED,
    WORKERS,
    DRAINED,
    WATCHED,
    ROLLS_BACK,
    TOOK_BACK,
    UNDOES,
    APPROVED,
    REMOVED;

    @Override
    public String topic() {
        return "milestone";
    }
}
