package dev.kawasemi.log;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** A pattern for a logback.xml of one's own, with {@link JournalPriority} before each line. For an appender on stderr alone. */
public final class JournalLayout extends PatternLayout {
    private final JournalPriority priority;

    public JournalLayout() {
        this(JournalPriority.ofThisProcess());
    }

    JournalLayout(JournalPriority priority) {
        this.priority = priority;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        return priority.on(super.doLayout(event), event);
    }
}
