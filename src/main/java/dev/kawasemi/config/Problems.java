package dev.kawasemi.config;

import com.typesafe.config.ConfigOrigin;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, in the order it was found. */
final class Problems {
    private final String file;
    private final List<String> lines = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(ConfigOrigin origin, String key, String saw, String expected) {
        addLine(origin, key + ": saw " + saw + ", expected " + expected);
    }

    /** A value that comes from our own defaults is answered at the user's file, where it can be set. */
    void addLine(ConfigOrigin origin, String text) {
        boolean theirs = origin.filename() != null && origin.filename().endsWith(file);
        lines.add((theirs && origin.lineNumber() > 0 ? file + ":" + origin.lineNumber() : file) + ": " + text);
    }

    void addLine(String text) {
        lines.add(file + ": " + text);
    }

    boolean none() {
        return lines.isEmpty();
    }

    List<String> lines() {
        return lines;
    }
}
