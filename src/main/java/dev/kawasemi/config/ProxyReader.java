package dev.kawasemi.config;

import dev.kawasemi.proxy.ProxySettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads an app's {@code proxy} block. */
final class ProxyReader {
    private static final String COMMAND = "a command: a list of texts";

    private final KeyReader proxy;

    ProxyReader(KeyReader proxy) {
        this.proxy = proxy;
    }

    ProxySettings read() {
        Kind kind = proxy.choice("kind", List.of(Kind.values()), ProxyReader::word);
        ProxySettings.Verify verify = new ProxySettings.Verify(
                url(),
                proxy.number("verify-times", 1, 1000, "answers in a row"),
                proxy.choice("verify", List.of(VerifyBy.values()), ProxyReader::word) == VerifyBy.STATUS_ONLY,
                proxy.duration("verify-timeout", Duration.ofMillis(10)),
                proxy.duration("verify-deadline", Duration.ofSeconds(1)));
        List<String> test = command("test", kind);
        List<String> reload = command("reload", kind);
        return switch (kind) {
            case NGINX -> new ProxySettings.Nginx(file(""), test, reload, verify);
            case CADDY -> new ProxySettings.Caddy(file(""), test, reload, verify);
            case HAPROXY -> new ProxySettings.Haproxy(file(".cfg"), test, reload, verify);
            case SCRIPT -> {
                proxy.has("file");
                yield new ProxySettings.Script(nonEmpty(proxy, "command", proxy.texts("command", COMMAND)), verify);
            }
        };
    }

    /** The app's own, or else the kind's. Those of all kinds are asked for, so that none of them is an unknown key. */
    private List<String> command(String key, Kind kind) {
        Map<Kind, KeyReader> kinds = new EnumMap<>(Kind.class);
        for (Kind one : List.of(Kind.NGINX, Kind.CADDY, Kind.HAPROXY)) {
            KeyReader keys = proxy.at(word(one));
            keys.has(key);
            kinds.put(one, keys);
        }
        if (proxy.has(key) || kind == Kind.SCRIPT) {
            return proxy.has(key) ? nonEmpty(proxy, key, proxy.texts(key, COMMAND)) : List.of();
        }
        KeyReader keys = kinds.getOrDefault(kind, proxy);
        return nonEmpty(keys, key, keys.texts(key, COMMAND));
    }

    /** @param ending HAProxy passes over a file in a folder that does not end with {@code .cfg} (haproxy(1), {@code -f}) */
    private Path file(String ending) {
        String expected =
                "the path of the file that Kawasemi writes" + (ending.isEmpty() ? "" : ", ending with " + ending);
        return Path.of(proxy.text("file", expected, text -> Path.of(text).isAbsolute() && text.endsWith(ending)));
    }

    private static List<String> nonEmpty(KeyReader keys, String key, List<String> command) {
        if (command.isEmpty() && keys.has(key)) {
            keys.problem(key, keys.shown(key), "a program and its arguments");
        }
        return command;
    }

    private URI url() {
        String expected = "an http or https address";
        String text = proxy.text("public-url", expected);
        try {
            URI url = URI.create(text);
            boolean usable =
                    url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()));
            if (usable || text.isEmpty()) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        proxy.problem("public-url", proxy.shown("public-url"), expected);
        return URI.create("http://127.0.0.1/");
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private enum Kind {
        NGINX,
        CADDY,
        HAPROXY,
        SCRIPT
    }

    private enum VerifyBy {
        HEADER,
        STATUS_ONLY
    }
}
