package dev.kawasemi.deployment;

import java.util.List;
import java.util.Optional;

/** How a step is taken back. Written to the journal with the intent, before the act. */
public sealed interface Undo {
    /** Undos run by this, lowest first: users' traffic, then old workers (never beside new ones), then what is left of the new colour. */
    int order();

    /** Nothing to take back. */
    record Nothing() implements Undo {
        @Override
        public int order() {
            return 9;
        }
    }

    /** Traffic back to where it was; empty: to no colour. */
    record SwitchBack(Optional<Side> previous) implements Undo {
        @Override
        public int order() {
            return 0;
        }
    }

    /** The new colour's workers and schedulers stop. */
    record StopBackground(Stack stack, List<String> services) implements Undo {
        public StopBackground {
            services = List.copyOf(services);
        }

        @Override
        public int order() {
            return 1;
        }
    }

    /** Exactly these containers run again. */
    record Restore(Stack stack, List<ContainerRef> containers) implements Undo {
        public Restore {
            containers = List.copyOf(containers);
        }

        @Override
        public int order() {
            return 2;
        }
    }

    /** The whole new colour stops; it is kept for its logs. */
    record StopStack(Stack stack) implements Undo {
        @Override
        public int order() {
            return 3;
        }
    }
}
