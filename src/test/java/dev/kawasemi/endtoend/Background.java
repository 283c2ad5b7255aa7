package dev.kawasemi.endtoend;

import dev.kawasemi.bed.ExampleBed;
import dev.kawasemi.bed.Repeatedly;
import dev.kawasemi.deployment.Color;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Which workers and schedulers run, and at which CPU weight, as Docker says, looked at once a second until it is closed. */
final class Background implements AutoCloseable {
    private static final String WEIGHT = "{{.HostConfig.CpuShares}}";

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final ExampleBed bed;
    private final Color old;
    private final List<Look> looks = new CopyOnWriteArrayList<>();
    private final Repeatedly looking;

    /** @param weight of the old worker; 0 is the engine's own default */
    record Look(Set<Color> workers, Set<Color> schedulers, long weight) {}

    private Background(ExampleBed bed, Color old) {
        this.bed = bed;
        this.old = old;
        looking = Repeatedly.every(BETWEEN_LOOKS, this::look);
    }

    /** @param old whose worker is weighed; it must be there until this is closed */
    static Background watch(ExampleBed bed, Color old) {
        return new Background(bed, old);
    }

    private void look() {
        Set<Color> workers = new TreeSet<>();
        Set<Color> schedulers = new TreeSet<>();
        for (Color color : Color.values()) {
            Map<String, String> services = bed.services(color);
            if (runs(services, "worker")) {
                workers.add(color);
            }
            if (runs(services, "beat")) {
                schedulers.add(color);
            }
        }
        looks.add(new Look(workers, schedulers, Long.parseLong(bed.inspect(old, "worker", WEIGHT))));
    }

    private static boolean runs(Map<String, String> services, String service) {
        return services.getOrDefault(service, "").equals("running");
    }

    List<Look> looks() {
        return List.copyOf(looks);
    }

    /** Those in which both colours' workers ran: the old one works its queue off. */
    List<Look> drains() {
        return looks().stream().filter(look -> look.workers().size() == 2).toList();
    }

    /** Those in which two schedulers ran: there must be none. */
    List<Look> doubles() {
        return looks().stream().filter(look -> look.schedulers().size() == 2).toList();
    }

    @Override
    public void close() {
        looking.close();
    }
}
