package dev.kawasemi.rollout;

import dev.kawasemi.health.HealthSettings;

/** What is usually at fault where a web that runs does not pass the gate. */
final class HealthAdvice {
    private HealthAdvice() {}

    /** @param status of HTTP; 0: there was no answer */
    static String of(HealthSettings health, int status) {
        String host = health.host()
                .map(name -> "health.host sets the Host header of the probes, now " + name)
                .orElse("health.host sets the Host header of the probes, now 127.0.0.1 and the port");
        if (status >= 300 && status < 400) {
            return "The gate follows no redirect and expects " + health.expect()
                    + " from the web itself, over plain http. Usually the app sends http to https (Django: SECURE_SSL_REDIRECT; let"
                    + " SECURE_REDIRECT_EXEMPT hold the health path), to its usual name (" + host
                    + "), or to the path with a slash at its end (health.path)";
        }
        if (status == 400) {
            return "Usually the app does not know the name it was asked by (Django: ALLOWED_HOSTS): " + host;
        }
        if (status == 401 || status == 403) {
            return "Give the app a health path that needs no log-in (health.path); " + host;
        }
        if (status == 404) {
            return "Set health.path to a path that the app has; " + host;
        }
        if (status >= 500) {
            return "The web runs and says that it is not well: `kawasemi logs` shows what it wrote";
        }
        return status == 0
                ? "Look whether it runs and what it wrote: `kawasemi status`, `kawasemi logs`. It must listen on 0.0.0.0 inside its container, at web.port"
                : "Set health.expect to the status that means well, or health.path to a path that answers "
                        + health.expect();
    }
}
