package dev.kawasemi.process;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the end of what is written to it, so that a chatty program cannot fill the memory of a small host. */
final class OutputTail extends OutputStream {
    private final int limit;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    OutputTail(int limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] source, int offset, int length) {
        bytes.write(source, offset, length);
        if (bytes.size() > 2 * limit) {
            byte[] all = bytes.toByteArray();
            bytes = new ByteArrayOutputStream();
            bytes.write(all, all.length - limit, limit);
        }
    }

    /** At most the limit in bytes, and so in characters; a character cut in two at the beginning is left out. */
    synchronized String text() {
        byte[] all = bytes.toByteArray();
        int start = Math.max(0, all.length - limit);
        while (start > 0 && start < all.length && continuesCharacter(all[start])) {
            start++;
        }
        return new String(all, start, all.length - start, StandardCharsets.UTF_8);
    }

    /** UTF-8: every byte of a character but the first is 10xxxxxx (RFC 3629, 3). */
    private static boolean continuesCharacter(byte value) {
        return (value & 0xC0) == 0x80;
    }
}
