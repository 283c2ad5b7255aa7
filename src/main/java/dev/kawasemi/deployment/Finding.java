package dev.kawasemi.deployment;

/**
 * Something that a look before a deploy has found.
 *
 * @param seen what was tried and seen: a sentence without its stop
 * @param fix what to do: likewise; empty for a note alone
 */
public record Finding(Kind kind, String seen, String fix) {
    /** How much it matters. */
    public enum Kind {
        /** Start-up or a deploy would be refused for it, or fail. */
        PROBLEM,
        /** What would have to be asked does not answer. */
        OUT_OF_REACH,
        /** Good to know; in nobody's way. */
        NOTE
    }

    /** @throws IllegalArgumentException when something is in the way and nothing is said to do about it */
    public Finding {
        if (seen.isBlank() || (kind != Kind.NOTE && fix.isBlank())) {
            throw new IllegalArgumentException("what is in the way is said with what to do: \"" + seen + "\"");
        }
    }

    public static Finding problem(String seen, String fix) {
        return new Finding(Kind.PROBLEM, seen, fix);
    }

    public static Finding outOfReach(String seen, String fix) {
        return new Finding(Kind.OUT_OF_REACH, seen, fix);
    }

    public static Finding note(String seen) {
        return new Finding(Kind.NOTE, seen, "");
    }

    public boolean inTheWay() {
        return kind != Kind.NOTE;
    }

    /** Both, for a refusal. */
    public String words() {
        return fix.isEmpty() ? seen : seen + ". " + fix;
    }

    @Override
    public String toString() {
        return kind + ": " + words();
    }
}
