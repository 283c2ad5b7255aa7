package dev.kawasemi.webhook;

import dev.kawasemi.time.TimeSource;
import java.nio.file.Path;

/** Makes {@link Webhook}s. */
public final class Webhooks {
    private Webhooks() {}

    /**
     * Opens the store; nothing is listened for yet.
     *
     * @param store a file that keeps what was taken and announced before
     * @throws IllegalStateException when the file cannot be used; the message says what to do
     */
    public static Webhook open(WebhookSettings settings, Path store, TimeSource time) {
        return new HttpWebhook(settings, WebhookStore.open(store, time), time);
    }
}
