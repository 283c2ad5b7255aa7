package dev.kawasemi.config;

import dev.kawasemi.chat.Roles;
import dev.kawasemi.chat.discord.DiscordSettings;
import dev.kawasemi.rollout.RolloutSettings;
import java.util.Optional;

/**
 * Everything that was configured.
 *
 * @param discord empty: no token, so the bot runs with the command line alone
 */
public record Settings(RolloutSettings rollout, Roles roles, Optional<DiscordSettings> discord) {}
