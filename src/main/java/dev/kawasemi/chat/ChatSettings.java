package dev.kawasemi.chat;

import java.time.ZoneId;
import java.util.Set;

/**
 * What the texts need to know.
 *
 * @param hostName shown in every message of the channel
 * @param zone in which times of day are written
 * @param pingRoles ids of the roles to notify of a question, of a failure after the switch and when a person is needed
 * @param mentions whether the transport knows Discord's mentions; without, nobody is pinged and no id is written
 */
public record ChatSettings(String hostName, ZoneId zone, Set<String> pingRoles, boolean mentions) {
    public ChatSettings {
        pingRoles = Set.copyOf(pingRoles);
    }
}
