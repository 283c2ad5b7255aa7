package dev.kawasemi.deployment;

/** Who did it. The id decides (a Discord user id, a Unix uid, a program's part); the name is only for reading. */
public record Actor(Origin origin, String id, String name) {
    /** The engine itself, deciding by its own rules. */
    public static final Actor KAWASEMI = new Actor(Origin.SYSTEM, "kawasemi", "Kawasemi");

    /** Whether it is the same person by id; the name is anybody's choice. */
    public boolean isSame(Actor other) {
        return origin == other.origin && id.equals(other.id);
    }

    /** Where the request came from. */
    public enum Origin {
        DISCORD,
        TERMINAL,
        SYSTEM
    }
}
