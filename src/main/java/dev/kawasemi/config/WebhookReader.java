package dev.kawasemi.config;

import dev.kawasemi.webhook.WebhookSettings;
import dev.kawasemi.webhook.WebhookSettings.Hook;
import java.util.List;
import java.util.Optional;

/** Reads where webhooks are listened for. */
final class WebhookReader {
    private final KeyReader keys;

    WebhookReader(KeyReader keys) {
        this.keys = keys;
    }

    /** Empty where nothing is to be listened for. Senders without a place to send to are a problem. */
    Optional<WebhookSettings> settings(List<Hook> hooks) {
        if (!keys.has("listen")) {
            if (!hooks.isEmpty()) {
                keys.problem(
                        "listen",
                        "nothing",
                        "an address and a port, such as \"127.0.0.1:9080\", because "
                                + hooks.get(0).app() + " has an announce block");
            }
            return Optional.empty();
        }
        return new ListenReader(keys).address().map(listen -> new WebhookSettings(listen, hooks));
    }
}
