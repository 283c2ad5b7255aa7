package dev.kawasemi.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.Deflater;

/** The server's end of one WebSocket (RFC 6455), with Discord's {@code zlib-stream} on top when the client asked for it. */
final class WebSocketConnection implements AutoCloseable {
    private static final String HANDSHAKE_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int MAX_MESSAGE = 1 << 20;
    private static final int MAX_HEAD = 16 * 1024;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Optional<Deflater> deflater;

    private WebSocketConnection(Socket socket, DataInputStream in, boolean compressed) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.deflater = compressed ? Optional.of(new Deflater()) : Optional.empty();
    }

    /** Reads the upgrade request and answers it. */
    static WebSocketConnection accept(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        String head = readHead(in);
        String requestLine = head.lines().findFirst().orElse("");
        String key = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow(() -> new ProtocolException("not a WebSocket upgrade: " + requestLine));
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n";
        socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
        return new WebSocketConnection(socket, in, requestLine.contains("compress=zlib-stream"));
    }

    private static String readHead(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() > MAX_HEAD) {
                throw new ProtocolException("the upgrade request ended early or is too long");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + HANDSHAKE_GUID).getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** The next whole message, or the goodbye of the client; throws when the line breaks without a word. */
    Received receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            Frame frame = readFrame();
            switch (frame.opcode) {
                case PING -> write(PONG, frame.payload);
                case PONG -> {}
                case CLOSE -> {
                    write(CLOSE, frame.payload);
                    return Received.closed(frame.closeCode());
                }
                case TEXT, BINARY, CONTINUATION -> {
                    message.write(frame.payload);
                    if (message.size() > MAX_MESSAGE) {
                        throw new ProtocolException("a message of more than " + MAX_MESSAGE + " bytes");
                    }
                    if (frame.last) {
                        return Received.text(message.toString(UTF_8));
                    }
                }
                default -> throw new ProtocolException("opcode " + frame.opcode);
            }
        }
    }

    private Frame readFrame() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if ((second & 0x80) == 0) {
            throw new ProtocolException("a client must mask its frames (RFC 6455, 5.1)");
        }
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if (length < 0 || length > MAX_MESSAGE) {
            throw new ProtocolException("a frame of " + length + " bytes");
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new Frame(first & 0x0f, (first & 0x80) != 0, payload);
    }

    /** Sends one message, compressed when the client asked for that. */
    synchronized void send(String text) throws IOException {
        byte[] plain = text.getBytes(UTF_8);
        if (deflater.isEmpty()) {
            write(TEXT, plain);
            return;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        deflater.get().setInput(plain);
        int n;
        do {
            n = deflater.get().deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
            packed.write(chunk, 0, n);
        } while (n == chunk.length);
        write(BINARY, packed.toByteArray());
    }

    private synchronized void write(int opcode, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 10);
        frame.put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) payload.length);
        } else if (payload.length < 1 << 16) {
            frame.put((byte) 126).putShort((short) payload.length);
        } else {
            frame.put((byte) 127).putLong(payload.length);
        }
        frame.put(payload);
        out.write(frame.array(), 0, frame.position());
        out.flush();
    }

    /** Says goodbye with a close code; the client answers and {@link #receive()} then ends. */
    void close(int code, String reason) throws IOException {
        byte[] text = reason.getBytes(UTF_8);
        write(
                CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /** Cuts the line without a word. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Either a text or the code with which the client closed. */
    record Received(Optional<String> text, int closeCode) {
        static Received text(String text) {
            return new Received(Optional.of(text), 0);
        }

        static Received closed(int code) {
            return new Received(Optional.empty(), code);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Frame(int opcode, boolean last, byte[] payload) {
        int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }
    }
}
