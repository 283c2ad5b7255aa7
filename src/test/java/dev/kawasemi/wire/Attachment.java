package dev.kawasemi.wire;

/** A file that came with a message. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Attachment(String name, String description, byte[] bytes) {
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    int size() {
        return bytes.length;
    }
}
