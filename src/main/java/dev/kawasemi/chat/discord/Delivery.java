package dev.kawasemi.chat.discord;

/** What became of one request to Discord. */
sealed interface Delivery {
    /**
     * Done.
     *
     * @param id of what was made or changed
     * @param content of the message as it stands now; empty where there is none
     */
    record Done(String id, String content) implements Delivery {}

    /** Not done. {@code text} is for the log. */
    record Failed(Failure why, String text) implements Delivery {}

    /** Why not, by what is to be done about it. Numbers are Discord's JSON error codes (docs.discord.com, Opcodes and Status Codes). */
    enum Failure {
        /** Network, 5xx, 429, or not in time: try again. */
        LATER,
        /** 10003: the channel or thread is not there. */
        CHANNEL_GONE,
        /** 10008: the message is not there. */
        MESSAGE_GONE,
        /** 50001, 50013: not until somebody changes the permissions. */
        NO_ACCESS,
        /** 10007, 10013: the person has left. */
        PERSON_GONE,
        /** 50083: the thread is archived; only a new message wakes it. */
        ARCHIVED,
        /** 160004: the message has its thread already. */
        THREAD_EXISTS,
        /** 401: the token is not valid any more. */
        UNAUTHORIZED,
        /** Anything else: the same request would be refused again. */
        REFUSED
    }
}
