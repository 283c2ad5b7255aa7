package dev.kawasemi.proxy;

import dev.kawasemi.deployment.Finding;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How one kind of proxy is told where an app goes: what only this kind understands of an app's file. {@link ProxyText} has the rest. */
interface ProxyFormat {
    /** The program, as people call it. */
    String program();

    /** All that follows the two comment lines. */
    String body(Optional<Target> active);

    /** Finds every line that leads to a web or to none, whoever wrote it. */
    Pattern line();

    /** The one such line of {@link #body}, without the space around it. */
    String lineFor(Optional<Target> active);

    /** Whether a line that {@link #line} found leads to no web. */
    boolean leadsNowhere(String line);

    /** The status that visitors get before the first colour. */
    int statusWithoutColor();

    /** Whether the program reads the file as a user of its own, and not as root, when it starts. */
    boolean readsAsItsOwnUser();

    /** See {@link ProxySwitcher#advice}. */
    default List<String> advice() {
        return List.of();
    }

    /**
     * What a reload that failed left running beside what the files say, and what ends it; empty when nothing.
     *
     * @param publicPort where visitors come in
     */
    default Optional<Finding> leftBehind(int publicPort) {
        return Optional.empty();
    }

    /** What a person pastes into their own configuration, once per app. */
    List<String> linesToPaste(Path file);
}
