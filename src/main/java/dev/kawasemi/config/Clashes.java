package dev.kawasemi.config;

import dev.kawasemi.proxy.ProxySettings;
import dev.kawasemi.rollout.AppSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What two apps may not share: a project, a port, a proxy file. */
final class Clashes {
    private final Map<String, String> taken = new HashMap<>();

    void look(List<AppReader> readers, List<AppSettings> apps) {
        for (int i = 0; i < apps.size(); i++) {
            look(readers.get(i).keys(), apps.get(i));
        }
    }

    private void look(KeyReader keys, AppSettings app) {
        String name = app.name().value();
        take(keys, "project", "project " + app.compose().project(), name);
        take(keys, "ports", "port " + app.compose().bluePort(), name);
        take(keys, "ports", "port " + app.compose().greenPort(), name);
        if (app.proxy() instanceof ProxySettings.ByFile byFile
                && !byFile.file().toString().isEmpty()) {
            take(keys, "proxy", "proxy file " + byFile.file(), name);
        }
    }

    private void take(KeyReader keys, String key, String what, String app) {
        String other = taken.putIfAbsent(what, app);
        if (other != null && !other.equals(app)) {
            keys.problem(key, what, "one that app " + other + " does not use");
        }
    }
}
