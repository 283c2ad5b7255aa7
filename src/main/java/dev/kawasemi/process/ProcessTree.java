package dev.kawasemi.process;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** A process with everything it started. */
final class ProcessTree {
    /** Looks again this often for children born while the tree was being ended. */
    private static final int ROUNDS = 10;

    private ProcessTree() {}

    /** Ends all of it at once. Descendants are listed before the root dies: afterwards they belong to the init process and cannot be found. */
    static void end(ProcessHandle root) {
        Set<ProcessHandle> ended = new LinkedHashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            Set<ProcessHandle> tree = new LinkedHashSet<>();
            Stream.concat(Stream.of(root), ended.stream())
                    .forEach(process -> Stream.concat(process.descendants(), Stream.of(process))
                            .forEach(tree::add));
            tree.forEach(ProcessHandle::destroyForcibly);
            if (!ended.addAll(tree)) {
                return;
            }
        }
    }
}
