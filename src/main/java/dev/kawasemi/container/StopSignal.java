package dev.kawasemi.container;

import java.util.List;
import java.util.Locale;

/** The number of the signal that asks a container to end; names are Linux' on ARM and x86 (signal(7)). */
final class StopSignal {
    static final int KILL = 9;
    private static final int TERM = 15;

    private static final List<String> NAMES = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");

    /** As the engine counts the signals above those with names (pkg/signal: SIGRTMIN). */
    private static final int FIRST_REAL_TIME = 34;

    private StopSignal() {}

    /** @param text as in an image or compose file: {@code SIGQUIT}, {@code quit}, {@code 3}, {@code SIGRTMIN+3}; TERM where it says nothing */
    static int number(String text) {
        String name = text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
        int known = NAMES.indexOf(name) + 1;
        if (known > 0) {
            return known;
        }
        boolean realTime = name.startsWith("RTMIN");
        return parsed(name.replaceFirst("^RTMIN\\+?", ""), realTime);
    }

    private static int parsed(String digits, boolean realTime) {
        try {
            return realTime && digits.isEmpty()
                    ? FIRST_REAL_TIME
                    : Integer.parseInt(digits) + (realTime ? FIRST_REAL_TIME : 0);
        } catch (NumberFormatException e) {
            return TERM;
        }
    }
}
