package dev.kawasemi.container;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes secrets out of what Docker and Compose say. Compose quotes the value at fault: a line of {@code .env}, the text around a bad {@code $}. Both
 * the places where it does so and every value known from the app's files are covered.
 */
final class Redaction {
    private static final String MASK = "***";

    /** Shorter values are no secrets, and would blot out half of the message. */
    private static final int SHORTEST = 4;

    private static final long LARGEST_FILE = 256 * 1024;
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "^[\\s-]*[\"']?(?:export\\s+)?[A-Z][A-Z0-9_]*[\"']?\\s*[:=]\\s*(.+?)\\s*$", Pattern.MULTILINE);
    private static final Pattern QUOTED_VALUE = Pattern.compile(
            "(?i)(variable name|near|interpolation format for \\S+|invalid template:?)(:? )\".*", Pattern.DOTALL);
    private static final Pattern ESCAPE_ADVICE =
            Pattern.compile("(You may need to escape any \\$ with another \\$\\.).*", Pattern.DOTALL);
    private static final Pattern BACKTICKS = Pattern.compile("`[^`]*`");

    private final List<String> values;

    private Redaction(Set<String> values) {
        // The longest first: one may be the beginning of another.
        this.values = values.stream()
                .filter(value -> value.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    static Redaction none() {
        return new Redaction(Set.of());
    }

    /** Knows what stands in the user's compose file and in the environment files beside it; what cannot be read is left to the patterns. */
    static Redaction ofFolder(Path composeFile) {
        Set<String> values = new HashSet<>();
        Path file = composeFile.toAbsolutePath();
        collect(file, values);
        Path folder = file.getParent();
        if (folder != null && Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "{*.env,.env*,env}")) {
                files.forEach(each -> collect(each, values));
            } catch (IOException e) {
                return new Redaction(values);
            }
        }
        return new Redaction(values);
    }

    /** Knows the environment, build arguments and inline secrets of a copy. */
    static Redaction ofContent(JsonNode compose) {
        Set<String> values = new HashSet<>();
        compose.path("services").forEach(service -> {
            service.path("environment").forEach(value -> values.add(value.asText("")));
            service.path("build").path("args").forEach(value -> values.add(value.asText("")));
        });
        Stream.of("secrets", "configs")
                .forEach(kind -> compose.path(kind)
                        .forEach(entry -> values.add(entry.path("content").asText(""))));
        return new Redaction(values);
    }

    String mask(String text) {
        String masked = ESCAPE_ADVICE.matcher(text).replaceAll("$1 " + MASK);
        masked = QUOTED_VALUE.matcher(masked).replaceAll("$1$2" + MASK);
        masked = BACKTICKS.matcher(masked).replaceAll(MASK);
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        return masked;
    }

    private static void collect(Path file, Set<String> values) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_FILE) {
                return;
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            List<String> found = new ArrayList<>();
            Matcher matcher = ASSIGNMENT.matcher(text);
            while (matcher.find()) {
                found.add(unquoted(matcher.group(1)));
            }
            // A value that is also the name of something in the file, as HOST: redis, is no secret.
            found.removeIf(value -> Pattern.compile("^\\s*" + Pattern.quote(value) + "\\s*:\\s*$", Pattern.MULTILINE)
                    .matcher(text)
                    .find());
            values.addAll(found);
        } catch (IOException e) {
            // Unreadable for us: Compose, run as us, cannot quote it either.
            return;
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
