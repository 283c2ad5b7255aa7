package dev.kawasemi.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A key that nobody asked for is a slip of the pen: named with the nearest one there is. */
final class UnknownKeys {
    private static final int NEAR = 4;

    private final Set<String> known;
    private final Problems problems;

    UnknownKeys(Set<String> known, Problems problems) {
        this.known = known;
        this.problems = problems;
    }

    void look(ConfigObject root) {
        root.forEach((key, value) -> look(key, value));
    }

    private void look(String path, ConfigValue value) {
        boolean free = path.equals("kawasemi.app-defaults") || path.startsWith("kawasemi.app-defaults.");
        if (free || (known.contains(path) && !(value instanceof ConfigObject))) {
            return;
        }
        boolean above = known.stream().anyMatch(one -> one.startsWith(path + "."));
        if (above && value instanceof ConfigObject object) {
            for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
                look(path + "." + entry.getKey(), entry.getValue());
            }
        } else if (!known.contains(path)) {
            String hint =
                    nearest(path).map(near -> ". Did you mean " + near + "?").orElse("");
            problems.addLine(value.origin(), path + ": there is no such key" + hint);
        }
    }

    private Optional<String> nearest(String path) {
        return known.stream()
                .filter(one -> distance(one, path) <= NEAR)
                .min(Comparator.comparingInt(one -> distance(one, path)));
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = last[0];
            last[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = last[j];
                last[j] = Math.min(replaced, Math.min(last[j], last[j - 1]) + 1);
            }
        }
        return last[b.length()];
    }
}
