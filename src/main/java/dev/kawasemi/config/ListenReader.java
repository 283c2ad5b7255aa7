package dev.kawasemi.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an address to listen on. Numbers only: a name would be looked up, perhaps before the network is there. */
final class ListenReader {
    private static final String KEY = "listen";
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.]+\\]|[0-9.]+|localhost):([0-9]{1,5})");
    private static final int LAST_PORT = 65_535;

    private final KeyReader keys;

    ListenReader(KeyReader keys) {
        this.keys = keys;
    }

    /** Empty for null, and where it is a problem. */
    Optional<InetSocketAddress> address() {
        if (!keys.has(KEY)) {
            return Optional.empty();
        }
        String expected = "an address and a port, such as \"127.0.0.1:9080\", or null";
        Optional<InetSocketAddress> address = parsed(keys.text(KEY, expected));
        if (address.isEmpty()) {
            keys.problem(KEY, keys.shown(KEY), expected);
        }
        return address;
    }

    private static Optional<InetSocketAddress> parsed(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > LAST_PORT) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new InetSocketAddress(InetAddress.getByName(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
