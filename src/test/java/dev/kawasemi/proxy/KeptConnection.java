package dev.kawasemi.proxy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A visitor's connection that stays open from request to request. A server may close an idle connection at any moment, so what was sent on a used one and got
 * not one byte back is sent again on a new one, as every browser does (RFC 9112, 9.5); anything else that goes wrong is a failure.
 */
final class KeptConnection implements AutoCloseable {
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final AtomicInteger opened;
    private Optional<Socket> open = Optional.empty();

    /** @param opened counts the connections */
    KeptConnection(int port, AtomicInteger opened) {
        this.port = port;
        this.opened = opened;
    }

    /** The whole answer. */
    String get() throws IOException {
        if (open.isPresent()) {
            Optional<String> answer = askedAgain(open.get());
            if (answer.isPresent()) {
                return answer.get();
            }
            close();
        }
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        opened.incrementAndGet();
        open = Optional.of(socket);
        return ask(socket).orElseThrow(() -> new EOFException("no answer on a new connection"));
    }

    private Optional<String> askedAgain(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(REQUEST);
        } catch (IOException e) {
            return Optional.empty();
        }
        return answered(socket);
    }

    private Optional<String> ask(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST);
        return answered(socket);
    }

    /** Empty when not one byte came. */
    private Optional<String> answered(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        int first;
        try {
            first = in.read();
        } catch (java.net.SocketException e) {
            // Reset before the first byte.
            return Optional.empty();
        }
        if (first < 0) {
            return Optional.empty();
        }
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(first);
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("cut in its head: " + head.toString(StandardCharsets.US_ASCII));
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.US_ASCII);
        byte[] body = in.readNBytes(length(text));
        if (text.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n")) {
            close();
        }
        return Optional.of(text + new String(body, StandardCharsets.UTF_8));
    }

    private static int length(String head) throws IOException {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> Integer.valueOf(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("an answer without its length: " + head));
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().close();
            open = Optional.empty();
        }
    }
}
