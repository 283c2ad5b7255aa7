package dev.kawasemi.webhook;

import java.util.Optional;
import java.util.function.Function;

/** A request with its body read. */
final class Inbound {
    private final Function<String, Optional<String>> headers;
    private final byte[] body;

    /** @param headers the first value of a header, by its name in any case */
    Inbound(Function<String, Optional<String>> headers, byte[] body) {
        this.headers = headers;
        this.body = body;
    }

    /** As it was signed; not to be changed. */
    byte[] body() {
        return body;
    }

    Optional<String> header(String name) {
        return headers.apply(name);
    }

    String needed(String name) throws Refused {
        return header(name).orElseThrow(() -> new Refused(401, "the header " + name + " is missing"));
    }
}
