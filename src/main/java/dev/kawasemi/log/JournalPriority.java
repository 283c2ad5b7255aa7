package dev.kawasemi.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LevelToSyslogSeverity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts its priority before each line where stderr leads into systemd's journal: {@code <4>} for a warning (sd-daemon(3)), so that {@code journalctl -p warning}
 * finds it. Every line of a stack trace has it, for each is an entry of its own there, and so no text of others can give itself another priority by a line break.
 */
final class JournalPriority {
    private static final Path STDERR = Path.of("/proc/self/fd/2");

    private final boolean journal;

    JournalPriority(@Nullable String journalStream, Path stderr) {
        journal = leadsToJournal(journalStream, stderr);
    }

    static JournalPriority ofThisProcess() {
        return new JournalPriority(System.getenv("JOURNAL_STREAM"), STDERR);
    }

    /** @param text whole lines */
    String on(String text, ILoggingEvent event) {
        if (!journal) {
            return text;
        }
        String priority = "<" + LevelToSyslogSeverity.convert(event) + ">";
        return text.lines().map(line -> priority + line + "\n").collect(Collectors.joining());
    }

    /**
     * Whoever starts us hands the variable on, though our stderr may lead elsewhere than theirs: systemd.exec(5) wants device and inode compared.
     *
     * @param journalStream {@code DEVICE:INODE} in decimal
     */
    private static boolean leadsToJournal(@Nullable String journalStream, Path stderr) {
        if (journalStream == null) {
            return false;
        }
        try {
            Map<String, Object> seen = Files.readAttributes(stderr, "unix:dev,ino");
            return journalStream.equals(seen.get("dev") + ":" + seen.get("ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // Closed, or a system without /proc: no journal.
            return false;
        }
    }
}
