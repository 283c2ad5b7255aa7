package dev.kawasemi.deployment;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a step is taken back. Written to the journal with the intent, before the act. */
public sealed interface Undo {
    /** Undos run by this, lowest first: users' traffic, then old workers (never beside new ones), then what is left of the new colour. */
    int order();

    /** Has it carried out by whoever can. */
    void by(Carrier carrier) throws InterruptedException;

    /** Carries undos out; each may be done again. */
    interface Carrier {
        void switchBack(SwitchBack undo) throws InterruptedException;

        void stopBackground(StopBackground undo) throws InterruptedException;

        void restore(Restore undo) throws InterruptedException;

        void stopStack(StopStack undo) throws InterruptedException;
    }

    /** Nothing to take back. */
    record Nothing() implements Undo {
        @Override
        public void by(Carrier carrier) {}

        @Override
        public int order() {
            return 9;
        }
    }

    /** Traffic back to where it was; empty: to no colour. */
    record SwitchBack(Optional<Side> previous) implements Undo {
        @Override
        public void by(Carrier carrier) throws InterruptedException {
            carrier.switchBack(this);
        }

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
        public void by(Carrier carrier) throws InterruptedException {
            carrier.stopBackground(this);
        }

        @Override
        public int order() {
            return 1;
        }
    }

    /**
     * Exactly these containers run again, as they did before.
     *
     * @param yielding what is done to the workers among them
     * @param weights the CPU weights to give back; empty where none is changed
     */
    record Restore(Stack stack, List<ContainerRef> containers, Yielding yielding, List<Weight> weights)
            implements Undo {
        public Restore {
            containers = List.copyOf(containers);
            // A journal written before there was more than one way has neither.
            yielding = Objects.requireNonNullElse(yielding, Yielding.STOP);
            weights = List.copyOf(Objects.requireNonNullElse(weights, List.of()));
        }

        /** Of containers that are stopped. */
        public Restore(Stack stack, List<ContainerRef> containers) {
            this(stack, containers, Yielding.STOP, List.of());
        }

        @Override
        public void by(Carrier carrier) throws InterruptedException {
            carrier.restore(this);
        }

        @Override
        public int order() {
            return 2;
        }
    }

    /** The whole new colour stops; it is kept for its logs. */
    record StopStack(Stack stack) implements Undo {
        @Override
        public void by(Carrier carrier) throws InterruptedException {
            carrier.stopStack(this);
        }

        @Override
        public int order() {
            return 3;
        }
    }
}
