package dev.kawasemi.chat;

/** Something to say to one person, before it is known in which language. */
@FunctionalInterface
interface Said {
    String in(Wording wording);
}
