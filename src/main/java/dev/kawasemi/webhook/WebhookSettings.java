package dev.kawasemi.webhook;

import dev.kawasemi.deployment.AppName;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where it listens, and for whom.
 *
 * @param listen an address of this host; port 0 takes a free one
 * @param hooks one path each: {@code /github/shop}, {@code /release/shop}
 */
public record WebhookSettings(InetSocketAddress listen, List<Hook> hooks) {
    public WebhookSettings {
        hooks = List.copyOf(hooks);
    }

    /** Who signs, and how. */
    public enum Sender {
        /** GitHub's own webhooks. */
        GITHUB("github"),
        /** Anything that can send a signed POST: another forge, a build's last step. */
        SIGNED("release");

        private final String folder;

        Sender(String folder) {
            this.folder = folder;
        }
    }

    /**
     * One sender of one app.
     *
     * @param repository {@code owner/name}: requests about others are refused; empty for {@link Sender#SIGNED}
     * @param events GitHub's names of the events that announce a release; empty for {@link Sender#SIGNED}
     * @param versions what the whole version must match; others are none of this app's
     */
    public record Hook(
            AppName app, Sender sender, WebhookSecret secret, String repository, Set<String> events, Pattern versions) {
        /** GitHub's events that can announce a release (its documentation, "Webhook events and payloads"). */
        public static final List<String> EVENTS = List.of("release", "registry_package", "workflow_run");

        public Hook {
            events = Set.copyOf(events);
        }

        /** Where the sender is to send to. */
        public String path() {
            return "/" + sender.folder + "/" + app;
        }
    }
}
