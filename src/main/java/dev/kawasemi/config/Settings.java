package dev.kawasemi.config;

import dev.kawasemi.chat.Roles;
import dev.kawasemi.chat.discord.DiscordSettings;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.rollout.RolloutSettings;
import dev.kawasemi.webhook.WebhookSettings;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that was configured.
 *
 * @param discord empty: no token, so the bot runs with the command line alone
 */
public record Settings(RolloutSettings rollout, Roles roles, Optional<DiscordSettings> discord, Doors doors) {
    /**
     * What this host listens for besides the chat.
     *
     * @param webhook empty: nothing is listened for
     * @param autoDeploy the apps of which an announced release is deployed without a press
     * @param metrics where Prometheus may read; empty: nowhere
     */
    public record Doors(
            Optional<WebhookSettings> webhook, Set<AppName> autoDeploy, Optional<InetSocketAddress> metrics) {
        public Doors {
            autoDeploy = Set.copyOf(autoDeploy);
        }
    }
}
