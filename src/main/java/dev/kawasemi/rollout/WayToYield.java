package dev.kawasemi.rollout;

import dev.kawasemi.container.ContainerStatus;
import dev.kawasemi.deployment.Yielding;
import java.util.List;
import java.util.OptionalLong;

/**
 * As configured, but for two cases: old workers that stay in memory would leave too little of it, then they stop, for memory is what only a stop gives back; and
 * {@code auto}, which stops them where memory is short or not measured and else slows them down.
 */
final class WayToYield implements Quiescence.Choice {
    private final Parts parts;
    private final RolloutSettings settings;
    private final Guards guards;

    WayToYield(Parts parts, RolloutSettings settings) {
        this.parts = parts;
        this.settings = settings;
        this.guards = new Guards(settings);
    }

    @Override
    public Quiescence.Way of(AppSettings app, List<ContainerStatus> old) {
        Guards.Free free =
                guards.freeBesideOldWorkers(app, old, parts.samplers().get());
        OptionalLong beside = free.besideOldWorkers();
        boolean all = hasRoom(free.besideAll());
        return switch (app.quiesce()) {
            case STOP -> new Quiescence.Way(Yielding.STOP, "", hasRoom(beside), all);
            case PAUSE -> unlessShort(Yielding.PAUSE, beside, all);
            case LOWER_CPU -> unlessShort(Yielding.LOWER_CPU, beside, all);
            case AUTO -> byNumbers(beside, all);
        };
    }

    @Override
    public boolean hasRoomForNewWorkers(AppSettings app, List<ContainerStatus> old) {
        return hasRoom(guards.freeBesideNewWorkers(app, old, parts.samplers().get()));
    }

    private Quiescence.Way unlessShort(Yielding wanted, OptionalLong free, boolean all) {
        return isShort(free)
                ? new Quiescence.Way(Yielding.STOP, "not " + word(wanted) + ": " + numbers(free), false, false)
                : new Quiescence.Way(wanted, "", hasRoom(free), all);
    }

    private Quiescence.Way byNumbers(OptionalLong free, boolean all) {
        if (free.isEmpty()) {
            return new Quiescence.Way(Yielding.STOP, "auto: free memory is not measured", false, false);
        }
        boolean room = hasRoom(free);
        return new Quiescence.Way(room ? Yielding.LOWER_CPU : Yielding.STOP, "auto: " + numbers(free), room, all);
    }

    /** Only where that was measured. */
    private boolean hasRoom(OptionalLong free) {
        return free.isPresent() && !isShort(free);
    }

    private boolean isShort(OptionalLong free) {
        return free.isPresent() && free.getAsLong() < settings.minFreeMemory();
    }

    private String numbers(OptionalLong free) {
        return Guards.mb(free.orElse(0)) + " would be free beside them, " + Guards.mb(settings.minFreeMemory())
                + " must be";
    }

    private static String word(Yielding yielding) {
        return switch (yielding) {
            case STOP -> "stopped";
            case PAUSE -> "paused";
            case LOWER_CPU -> "slowed";
        };
    }
}
