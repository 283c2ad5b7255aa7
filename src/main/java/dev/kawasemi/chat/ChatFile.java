package dev.kawasemi.chat;

import java.util.Arrays;
import java.util.regex.Pattern;

/** A file that goes out with a message: a picture, a log. Two with the same name, words and bytes are the same. */
public final class ChatFile {
    /** Far under Discord's 10 MiB, since it lies in memory and on an SD card until it is delivered. */
    public static final int MAX_BYTES = 1 << 20;
    /** Discord's limit for a description, in characters. */
    public static final int MAX_ALT = 1024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

    private final String name;
    private final String alt;
    private final byte[] bytes;

    /**
     * Takes a copy of the bytes.
     *
     * @param name what it is called there: letters, digits, dot, dash and underscore, at most 64; nothing from outside
     * @param alt what it shows, for those who do not see it; plain text, cut to {@link #MAX_ALT} characters
     * @throws IllegalArgumentException when the name does not fit, or there is no byte (Discord refuses such files), or more than {@link #MAX_BYTES}
     */
    public ChatFile(String name, String alt, byte[] bytes) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a file name that a message takes: " + name);
        }
        if (bytes.length == 0 || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    name + " has " + bytes.length + " bytes; a message takes files of 1 to " + MAX_BYTES);
        }
        this.name = name;
        this.alt = Escape.cut(alt, MAX_ALT);
        this.bytes = bytes.clone();
    }

    public String name() {
        return name;
    }

    /** Empty where there is nothing to say. */
    public String alt() {
        return alt;
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChatFile file
                && name.equals(file.name)
                && alt.equals(file.alt)
                && Arrays.equals(bytes, file.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return name + " (" + bytes.length + " bytes)";
    }
}
