package dev.kawasemi.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads keys below one path; a key that cannot be used becomes a problem and a stand-in value, so that reading goes on. */
final class KeyReader {
    private final Config config;
    private final String path;
    private final Problems problems;
    private final Set<String> known;

    private KeyReader(Config config, String path, Problems problems, Set<String> known) {
        this.config = config;
        this.path = path;
        this.problems = problems;
        this.known = known;
    }

    static KeyReader of(Config config, String path, Problems problems) {
        return new KeyReader(config, path, problems, new TreeSet<>());
    }

    /** The same reader one level down; it adds to the same known keys. */
    KeyReader at(String key) {
        known.add(full(key));
        Config below = config.hasPath(key) && isObject(key) ? config.getConfig(key) : emptyAt(key);
        return new KeyReader(below, full(key), problems, known);
    }

    /** Every key that was asked for, in full. */
    Set<String> known() {
        return known;
    }

    boolean has(String key) {
        known.add(full(key));
        return config.hasPath(key);
    }

    String text(String key, String expected) {
        return read(key, expected, "", config::getString);
    }

    /** A text that a rule must accept; empty when it does not. */
    String text(String key, String expected, Function<String, Boolean> rule) {
        String text = text(key, expected);
        if (!text.isEmpty() && !rule.apply(text)) {
            problem(key, shown(key), expected);
            return "";
        }
        return text;
    }

    Optional<String> optionalText(String key, String expected) {
        return has(key) ? Optional.of(text(key, expected)).filter(text -> !text.isEmpty()) : Optional.empty();
    }

    int number(String key, int from, int to, String what) {
        String expected = what + ", " + from + " to " + to;
        int number = read(key, expected, from, config::getInt);
        if (number < from || number > to) {
            problem(key, shown(key), expected);
            return from;
        }
        return number;
    }

    boolean flag(String key) {
        return read(key, "true or false", false, config::getBoolean);
    }

    Duration duration(String key, Duration least) {
        String expected = "a duration such as 30s or 10m, at least " + least.toMillis() + " ms";
        Duration duration = read(key, expected, least, config::getDuration);
        if (duration.compareTo(least) < 0) {
            problem(key, shown(key), expected);
            return least;
        }
        return duration;
    }

    List<Duration> durations(String key, String expected) {
        return read(key, expected, List.of(), config::getDurationList);
    }

    long size(String key) {
        return read(key, "a size such as 150M or 1G", 0L, config::getBytes);
    }

    List<String> texts(String key, String expected) {
        return read(key, expected, List.of(), config::getStringList);
    }

    @SuppressWarnings("unchecked")
    List<List<String>> commands(String key) {
        return read(
                key,
                "a list of commands, each a list of texts",
                List.of(),
                wanted -> config.getList(wanted).unwrapped().stream()
                        .map(command -> {
                            if (!(command instanceof List<?> words) || words.isEmpty()) {
                                throw new ConfigException.BadValue(wanted, "a command is a list of texts");
                            }
                            return ((List<Object>) words)
                                    .stream().map(String::valueOf).toList();
                        })
                        .toList());
    }

    <T extends Enum<T>> T choice(String key, List<T> choices, Function<T, String> name) {
        String expected =
                "one of " + String.join(", ", choices.stream().map(name).toList());
        String text = text(key, expected);
        for (T choice : choices) {
            if (name.apply(choice).equals(text)) {
                return choice;
            }
        }
        if (!text.isEmpty()) {
            problem(key, shown(key), expected);
        }
        return choices.get(0);
    }

    void problem(String key, String saw, String expected) {
        problems.add(origin(key), full(key), saw, expected);
    }

    /** What stands there, for a problem; never a token, however it was written. */
    String shown(String key) {
        if (key.startsWith("token")) {
            return "something (not shown)";
        }
        return config.hasPath(key)
                ? config.getValue(key).render(com.typesafe.config.ConfigRenderOptions.concise())
                : "nothing";
    }

    private <T> T read(String key, String expected, T standIn, Function<String, T> read) {
        if (!has(key)) {
            problem(key, "nothing", expected);
            return standIn;
        }
        try {
            return read.apply(key);
        } catch (ConfigException e) {
            problem(key, shown(key), expected);
            return standIn;
        }
    }

    private boolean isObject(String key) {
        boolean object = config.getValue(key) instanceof ConfigObject;
        if (!object) {
            problem(key, shown(key), "a block { … }");
        }
        return object;
    }

    private Config emptyAt(String key) {
        return com.typesafe.config.ConfigFactory.empty(origin(key).description());
    }

    private ConfigOrigin origin(String key) {
        ConfigValue value = config.hasPath(key) ? config.getValue(key) : config.root();
        return value.origin();
    }

    private String full(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
