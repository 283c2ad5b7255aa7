package dev.kawasemi.config;

import java.util.List;

/** The configuration cannot be used: every reason, each a line with file, line number, key, what was seen and what is expected. Never a secret. */
public final class ConfigProblems extends Exception {
    private final transient List<String> problems;

    ConfigProblems(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
