package dev.kawasemi.container;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what an app's containers wrote. Unlike {@link Redaction}, which blots out every value, it leaves what plainly is none (a port, a host, a
 * word such as {@code production}), because a log without those cannot be read.
 */
final class LogMask {
    private static final String MASK = "***";
    /** Shorter values would blot out half of a log. */
    private static final int SHORTEST = 4;
    /** A value this long in which letters and digits are mixed is more likely a key than a name. */
    private static final int KEY_LENGTH = 16;

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(pass|pwd|secret|token|key|credential|auth|dsn|salt|cookie|private|webhook).*");
    private static final Pattern PLAIN = Pattern.compile("(?i)true|false|none|null|[0-9]{1,6}");
    private static final Pattern KEY_LIKE =
            Pattern.compile("(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9+/=_.~!@#$%^&*-]{" + KEY_LENGTH + ",}");
    /** {@code scheme://user:password@host}. */
    private static final Pattern USER_INFO = Pattern.compile("(://[^\\s:/@]*:)[^\\s@/]+(?=@)");

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9+/=._~-]{8,}");
    /** {@code password=…}, {@code "api_key": "…"}. */
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)([A-Za-z0-9_-]*(?:password|passwd|pwd|secret|token|api[_-]?key|private[_-]?key|access[_-]?key)[A-Za-z0-9_-]*"
                    + "[\"']?\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,;&\"'}]+)");

    private final List<String> values;

    private LogMask(Set<String> values) {
        // The longest first: one may be the beginning of another.
        this.values = values.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    static LogMask ofNothing() {
        return new LogMask(Set.of());
    }

    /** Knows the environment, build arguments and inline secrets of a kept copy. */
    static LogMask ofContent(JsonNode compose) {
        Set<String> values = new HashSet<>();
        compose.path("services").forEach(service -> {
            collect(service.path("environment"), values);
            collect(service.path("build").path("args"), values);
        });
        compose.path("secrets")
                .forEach(entry -> add("secret", entry.path("content").asText(""), values));
        compose.path("configs").forEach(entry -> add("", entry.path("content").asText(""), values));
        return new LogMask(values);
    }

    String mask(String line) {
        String masked = line;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        masked = USER_INFO.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        masked = BEARER.matcher(masked).replaceAll("$1 " + Matcher.quoteReplacement(MASK));
        return ASSIGNED.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
    }

    private static void collect(JsonNode variables, Set<String> values) {
        for (Map.Entry<String, JsonNode> variable : variables.properties()) {
            add(variable.getKey(), variable.getValue().asText(""), values);
        }
    }

    private static void add(String name, String value, Set<String> values) {
        Matcher userInfo = USER_INFO.matcher(value);
        while (userInfo.find()) {
            keep(userInfo.group().substring(userInfo.group(1).length()), values);
        }
        if (SECRET_NAME.matcher(name).matches() || KEY_LIKE.matcher(value).matches()) {
            value.lines().forEach(line -> keep(line.strip(), values));
        }
    }

    private static void keep(String value, Set<String> values) {
        if (value.length() >= SHORTEST && !PLAIN.matcher(value).matches()) {
            values.add(value);
        }
    }
}
