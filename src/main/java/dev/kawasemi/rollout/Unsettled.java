package dev.kawasemi.rollout;

import dev.kawasemi.deployment.AppName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The apps that recovery is to look at: each after a start, and later those that could not be brought to what the journal says of them. */
final class Unsettled {
    private final Set<AppName> apps;

    Unsettled(List<AppSettings> apps) {
        this.apps = new LinkedHashSet<>(apps.stream().map(AppSettings::name).toList());
    }

    synchronized void add(AppName app) {
        apps.add(app);
    }

    synchronized void remove(AppName app) {
        apps.remove(app);
    }

    synchronized boolean none() {
        return apps.isEmpty();
    }

    synchronized List<AppName> list() {
        return List.copyOf(apps);
    }
}
