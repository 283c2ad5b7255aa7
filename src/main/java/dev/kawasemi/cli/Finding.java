package dev.kawasemi.cli;

import java.util.List;

/**
 * What {@code check} found out about one thing.
 *
 * @param subject an app's name, or what is common to all: {@code host}
 * @param problems what start-up or preflight would refuse, each a sentence with the way out; empty when all is well
 * @param notes worth knowing, such as the edits that the kept compose file will have
 */
public record Finding(String subject, List<String> problems, List<String> notes) {
    public Finding {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }
}
