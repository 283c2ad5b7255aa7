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
 * @param language of what everybody reads
 */
public record ChatSettings(String hostName, ZoneId zone, Set<String> pingRoles, boolean mentions, Language language) {
    public ChatSettings {
        pingRoles = Set.copyOf(pingRoles);
    }

    /** In English. */
    public ChatSettings(String hostName, ZoneId zone, Set<String> pingRoles, boolean mentions) {
        this(hostName, zone, pingRoles, mentions, Language.EN);
    }
}
