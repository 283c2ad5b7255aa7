package dev.kawasemi.process;

import java.nio.file.Path;
import java.util.List;

/**
 * A running process that carries a mark.
 *
 * @param pid in the numbering of this host
 * @param argv as it was started, at least the program; may hold secrets
 */
public record MarkedProcess(long pid, List<String> argv) {
    public MarkedProcess {
        argv = List.copyOf(argv);
    }

    /** The program's name without its folder. */
    public String program() {
        Path name = Path.of(argv.get(0)).getFileName();
        return name == null ? argv.get(0) : name.toString();
    }

    /** Asks it to end (SIGTERM). Nothing happens when it is gone. */
    public void terminate() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }

    /** Ends it at once (SIGKILL). Nothing happens when it is gone. */
    public void kill() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
