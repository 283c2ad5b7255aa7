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
        Yielding way = yielding(app.quiesce(), beside);
        return new Quiescence.Way(way, why(app.quiesce(), way, beside), hasRoom(beside), hasRoom(free.besideAll()));
    }

    @Override
    public boolean hasRoomForNewWorkers(AppSettings app, List<ContainerStatus> old) {
        return hasRoom(guards.freeBesideNewWorkers(app, old, parts.samplers().get()));
    }

    private Yielding yielding(AppSettings.Quiesce asked, OptionalLong free) {
        return switch (asked) {
            case STOP -> Yielding.STOP;
            case PAUSE -> isShort(free) ? Yielding.STOP : Yielding.PAUSE;
            case LOWER_CPU -> isShort(free) ? Yielding.STOP : Yielding.LOWER_CPU;
            case AUTO -> hasRoom(free) ? Yielding.LOWER_CPU : Yielding.STOP;
        };
    }

    private String why(AppSettings.Quiesce asked, Yielding way, OptionalLong free) {
        return switch (asked) {
            case STOP -> "";
            case PAUSE -> way == Yielding.PAUSE ? "" : "not paused: " + numbers(free);
            case LOWER_CPU -> way == Yielding.LOWER_CPU ? "" : "not slowed: " + numbers(free);
            case AUTO -> "auto: " + (free.isEmpty() ? "free memory is not measured" : numbers(free));
        };
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
}
