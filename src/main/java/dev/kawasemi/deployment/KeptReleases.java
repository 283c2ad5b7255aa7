package dev.kawasemi.deployment;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which releases of one app somebody may still go back to, and which are only old: pure, from its history alone. */
public final class KeptReleases {
    private KeptReleases() {}

    /**
     * The last releases that ran, and whatever is in use or promised, however old: what serves, both sides of what has not come to rest, the failed colour, and
     * what a roll back with nothing standing would deploy anew.
     *
     * @param history of one app, in any order
     * @param last how many releases that ran; one that failed or was rolled back is none
     */
    public static Set<Release> of(List<Deployment> history, int last) {
        List<Deployment> newestFirst = newestFirst(history);
        Set<Release> kept = new LinkedHashSet<>();
        newestFirst.stream()
                .filter(KeptReleases::ran)
                .flatMap(deployment -> deployment.release().stream())
                .distinct()
                .limit(last)
                .forEach(kept::add);
        newestFirst.stream().filter(deployment -> !deployment.ended()).forEach(open -> addBothSides(open, kept));
        newestFirst.stream().findFirst().ifPresent(latest -> {
            latest.serving().flatMap(Side::release).ifPresent(kept::add);
            latest.failedColor().flatMap(failed -> latest.release()).ifPresent(kept::add);
        });
        addRollBacks(newestFirst, kept);
        return kept;
    }

    /** All others that the journal knows, newest first. */
    public static List<Release> old(List<Deployment> history, int last) {
        Set<Release> kept = of(history, last);
        return all(history).stream().filter(release -> !kept.contains(release)).toList();
    }

    /** All that the journal knows, newest first. */
    public static List<Release> all(List<Deployment> history) {
        return newestFirst(history).stream()
                .flatMap(deployment -> deployment.release().stream())
                .distinct()
                .toList();
    }

    private static List<Deployment> newestFirst(List<Deployment> history) {
        return history.stream()
                .sorted(Comparator.comparing(Deployment::id).reversed())
                .toList();
    }

    private static boolean ran(Deployment deployment) {
        return deployment.committed() && deployment.phase() != Phase.ROLLED_BACK;
    }

    private static void addBothSides(Deployment open, Set<Release> kept) {
        open.release().ifPresent(kept::add);
        open.old().flatMap(Side::release).ifPresent(kept::add);
    }

    /** What would be deployed anew: seen from the one that serves, and from each that would serve if those that are still open went back. */
    private static void addRollBacks(List<Deployment> newestFirst, Set<Release> kept) {
        Optional<Deployment> next = Planner.serving(newestFirst);
        while (next.isPresent()) {
            Deployment serving = next.get();
            serving.release().ifPresent(kept::add);
            Planner.lastApprovedBefore(serving, newestFirst)
                    .flatMap(Deployment::release)
                    .ifPresent(kept::add);
            next = serving.ended() ? Optional.empty() : Planner.serving(before(serving, newestFirst));
        }
    }

    private static List<Deployment> before(Deployment deployment, List<Deployment> history) {
        return history.stream()
                .filter(earlier -> earlier.id().compareTo(deployment.id()) < 0)
                .toList();
    }
}
