package dev.kawasemi.host;

import dev.kawasemi.host.Sample.Group;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Measures groups of containers. A group's figure is that of all its containers or none: with one that is gone, new or was started again
 * since the look before, a sum would be too small, and too small looks like good news.
 */
final class GroupMeter {
    private final Cgroups cgroups;
    private Map<Cgroups.Source, Long> before = Map.of();
    private Map<Cgroups.Source, Long> now = new HashMap<>();

    GroupMeter(Cgroups cgroups) {
        this.cgroups = cgroups;
    }

    /** @param passed since the call before; zero at the first */
    Map<String, Group> measure(Map<String, List<Integer>> groups, Duration passed) {
        now = new HashMap<>();
        Map<String, Group> measured = new HashMap<>();
        groups.forEach((name, pids) -> measured.put(name, measure(pids, passed)));
        before = now;
        return measured;
    }

    private Group measure(List<Integer> pids, Duration passed) {
        List<Cgroups.Location> locations = pids.stream().map(cgroups::locate).toList();
        OptionalLong used = sum(locations, Cgroups.Location::cpu, this::microsSinceBefore);
        OptionalDouble cores = used.isEmpty() || passed.isZero()
                ? OptionalDouble.empty()
                : OptionalDouble.of(used.getAsLong() * 1000.0 / passed.toNanos());
        return new Group(
                cores,
                sum(locations, Cgroups.Location::memory, cgroups::memory),
                sum(locations, Cgroups.Location::memory, cgroups::oomKills));
    }

    private OptionalLong microsSinceBefore(Cgroups.Source source) {
        OptionalLong micros = cgroups.cpuMicros(source);
        if (micros.isEmpty()) {
            return micros;
        }
        now.put(source, micros.getAsLong());
        Long earlier = before.get(source);
        return earlier == null || earlier > micros.getAsLong()
                ? OptionalLong.empty()
                : OptionalLong.of(micros.getAsLong() - earlier);
    }

    /** Over the different cgroups of the group; every one is read, so that each has its figure for the next time. */
    private static OptionalLong sum(
            List<Cgroups.Location> locations,
            Function<Cgroups.Location, Optional<Cgroups.Source>> part,
            Function<Cgroups.Source, OptionalLong> figure) {
        Set<Optional<Cgroups.Source>> sources = new LinkedHashSet<>();
        locations.forEach(location -> sources.add(part.apply(location)));
        List<OptionalLong> figures = sources.stream()
                .map(source -> source.map(figure).orElse(OptionalLong.empty()))
                .toList();
        return figures.isEmpty() || figures.stream().anyMatch(OptionalLong::isEmpty)
                ? OptionalLong.empty()
                : OptionalLong.of(
                        figures.stream().mapToLong(OptionalLong::getAsLong).sum());
    }
}
