package dev.kawasemi.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;

/**
 * {@code WARN  Recovery: deployment 3 waits}, and a stack trace below. No time: the journal has its own. What controls a terminal is left out of a message, so that
 * a line is one line, whoever its words come from.
 */
final class LineLayout extends LayoutBase<ILoggingEvent> {
    private static final int WIDTH = 6;

    private final JournalPriority priority = JournalPriority.ofThisProcess();

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(event.getLevel().toString());
        line.append(" ".repeat(Math.max(1, WIDTH - line.length())));
        String logger = event.getLoggerName();
        line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(": ");
        event.getFormattedMessage()
                .chars()
                .map(c -> Character.isISOControl(c) && c != '\t' ? ' ' : c)
                .forEach(c -> line.append((char) c));
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return priority.on(line.toString(), event);
    }
}
