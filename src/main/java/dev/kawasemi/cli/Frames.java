package dev.kawasemi.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What comes back of a {@link Call}: pieces of output as they are written, then the exit code. */
final class Frames {
    private static final int OUT = 'o';
    private static final int ERR = 'e';
    private static final int EXIT = 'x';
    private static final int LARGEST = 1024 * 1024;

    private Frames() {}

    /** A stream whose lines travel as frames of one kind; both kinds share the far end and take turns. */
    static PrintStream out(DataOutputStream to) {
        return new PrintStream(new Piecewise(to, OUT), true, StandardCharsets.UTF_8);
    }

    static PrintStream err(DataOutputStream to) {
        return new PrintStream(new Piecewise(to, ERR), true, StandardCharsets.UTF_8);
    }

    static void exit(DataOutputStream to, int code) throws IOException {
        synchronized (to) {
            to.writeByte(EXIT);
            to.writeInt(code);
            to.flush();
        }
    }

    /**
     * Prints what comes until the exit code does.
     *
     * @throws EOFException when the far end went away before it had said how it ended
     */
    static int print(DataInputStream from, Terminal terminal) throws IOException {
        while (true) {
            int kind = from.readUnsignedByte();
            int number = from.readInt();
            if (kind == EXIT) {
                return number;
            }
            if ((kind != OUT && kind != ERR) || number < 0 || number > LARGEST) {
                throw new IOException("it speaks otherwise than this version of the program");
            }
            byte[] piece = from.readNBytes(number);
            if (piece.length < number) {
                throw new EOFException();
            }
            PrintStream to = kind == OUT ? terminal.out() : terminal.err();
            to.write(piece, 0, piece.length);
            to.flush();
        }
    }

    private static final class Piecewise extends OutputStream {
        private final DataOutputStream to;
        private final int kind;
        private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

        private Piecewise(DataOutputStream to, int kind) {
            this.to = to;
            this.kind = kind;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            synchronized (to) {
                waiting.write(bytes, offset, length);
                if (waiting.size() >= LARGEST / 2) {
                    flush();
                }
            }
        }

        @Override
        public void flush() throws IOException {
            synchronized (to) {
                byte[] bytes = waiting.toByteArray();
                waiting.reset();
                for (int at = 0; at < bytes.length; at += LARGEST) {
                    int length = Math.min(LARGEST, bytes.length - at);
                    to.writeByte(kind);
                    to.writeInt(length);
                    to.write(bytes, at, length);
                }
                to.flush();
            }
        }
    }
}
