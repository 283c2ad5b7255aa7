package dev.kawasemi.testing;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerEngine.Removed;
import dev.kawasemi.container.ContainerException;
import dev.kawasemi.deployment.Release;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The images on the host of a {@link FakeContainerEngine}. Safe for many threads. */
public final class FakeImages {
    /** What each frees. */
    public static final long SIZE = 100L << 20;

    private final Map<String, Set<String>> names = new TreeMap<>();
    private final Map<String, String> pins = new HashMap<>();

    /** Whether it is there. */
    public synchronized boolean has(String id) {
        return names.containsKey(id);
    }

    /** Another name of the same image, as by {@code docker tag}. */
    public synchronized void tag(String id, String name) {
        names.computeIfAbsent(id, key -> new TreeSet<>()).add(name);
    }

    /** All its names went to a newer image. */
    public synchronized void untag(String id) {
        names.put(id, new TreeSet<>());
    }

    /** It was built with the label {@code kawasemi.keep} of this value. */
    public synchronized void pin(String id, String value) {
        pins.put(id, value);
    }

    /** What a pull or build of this release puts here. One that has a name already keeps that. */
    synchronized void got(ComposeApp app, Release release) {
        release.imageIds().forEach((service, id) -> {
            Set<String> known = names.computeIfAbsent(id, key -> new TreeSet<>());
            if (known.isEmpty()) {
                known.add(name(app, service, release));
            }
        });
    }

    synchronized void expect(String id) {
        if (!has(id)) {
            throw new ContainerException("No such image: " + id);
        }
    }

    /** By the rules of {@link dev.kawasemi.container.ContainerEngine#removeReleases}. */
    synchronized Removed remove(ComposeApp app, List<Release> old, Set<String> needed, Predicate<String> used) {
        List<String> gone = old.stream()
                .flatMap(release -> release.imageIds().values().stream())
                .distinct()
                .filter(this::has)
                .filter(id -> !needed.contains(id) && !used.test(id) && !isPinned(id) && ownName(app, old, id))
                .toList();
        names.keySet().removeAll(gone);
        return gone.isEmpty() ? Removed.NOTHING : new Removed(gone, OptionalLong.of(SIZE * gone.size()));
    }

    private boolean isPinned(String id) {
        return !pins.getOrDefault(id, "false").equals("false");
    }

    private boolean ownName(ComposeApp app, List<Release> old, String id) {
        Set<String> all = names.getOrDefault(id, Set.of());
        Set<String> own = new TreeSet<>();
        for (Release release : old) {
            release.imageIds().forEach((service, image) -> {
                if (image.equals(id)) {
                    own.add(name(app, service, release));
                }
            });
        }
        return all.size() <= 1 && own.containsAll(all);
    }

    private static String name(ComposeApp app, String service, Release release) {
        return app.name() + "/" + service + ":" + release.version();
    }
}
