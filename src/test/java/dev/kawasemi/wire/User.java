package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Somebody in the guild. What they do is sent to the bot at once; several may act at the same moment. */
public final class User {
    /** View Channel, Send Messages, Use Application Commands: what an ordinary member has. */
    private static final long ORDINARY = 1L << 10 | 1L << 11 | 1L << 31;

    private final GuildState guild;
    private final Gateway gateway;
    private final Person person;
    private final String channelId;

    /** Who it is, apart from where. */
    private record Person(String id, String name, Set<String> roles, String locale) {}

    private User(GuildState guild, Gateway gateway, Person person, String channelId) {
        this.guild = guild;
        this.gateway = gateway;
        this.person = person;
        this.channelId = channelId;
    }

    static User create(GuildState guild, Gateway gateway, String name, Set<String> roles) {
        return new User(guild, gateway, new Person(guild.ids.next(), name, roles, "en-US"), guild.channelId);
    }

    public String id() {
        return person.id;
    }

    public String name() {
        return person.name;
    }

    public Set<String> roles() {
        return person.roles;
    }

    /** The same person, writing in another channel or thread. */
    public User in(String channelOrThread) {
        return new User(guild, gateway, person, channelOrThread);
    }

    /** The same person with a client in another language, {@code ja} for example. */
    public User withLocale(String locale) {
        Person moved = new Person(person.id, person.name, person.roles, locale);
        return new User(guild, gateway, moved, channelId);
    }

    /** The same person with exactly these roles from now on. */
    public User withRoles(Set<String> roles) {
        Person changed = new Person(person.id, person.name, Set.copyOf(roles), person.locale);
        return new User(guild, gateway, changed, channelId);
    }

    /**
     * Runs a slash command that the bot has registered.
     *
     * @throws AssertionError when there is no such command or option, or a required option is missing: no client would send that
     */
    public Interaction slash(String command, Map<String, String> options) {
        return guild.locked(() -> {
            ObjectNode data = commandData(command, options);
            SlashInput.checkComplete(registered(command), options.keySet());
            return send(Interaction.COMMAND, data, channelId, Optional.empty());
        });
    }

    /** Types into an option; {@code typed} holds what is in the options so far. */
    public Interaction autocomplete(String command, String focused, Map<String, String> typed) {
        return guild.locked(() -> {
            ObjectNode data = commandData(command, typed);
            SlashInput.focus(registered(command), data, focused);
            return send(Interaction.AUTOCOMPLETE, data, channelId, Optional.empty());
        });
    }

    /** Presses a button of the message as this copy shows it, also when the message has changed since or is gone. */
    public Interaction press(Message message, String customIdOrLabel) {
        MessageButton button = message.button(customIdOrLabel);
        if (button.disabled() || button.customId().isEmpty()) {
            throw new AssertionError("'" + button.label() + "' cannot be pressed: a link or disabled");
        }
        return pressCustomId(message, button.customId());
    }

    /** Sends a press with any custom id, as a forged or very old message would. */
    public Interaction pressCustomId(Message message, String customId) {
        ObjectNode data = Json.object().put("component_type", 2).put("id", 1).put("custom_id", customId);
        return guild.locked(() -> send(Interaction.COMPONENT, data, message.channelId(), Optional.of(message)));
    }

    private ObjectNode commandData(String command, Map<String, String> options) {
        return SlashInput.data(registered(command), options).put("guild_id", guild.guildId);
    }

    private JsonNode registered(String command) {
        return guild.commands.stream()
                .filter(one -> one.path("name").asText().equals(command))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no command /" + command + " is registered, but "
                        + guild.commands.stream()
                                .map(one -> one.path("name").asText())
                                .toList()));
    }

    private Interaction send(int type, ObjectNode data, String channel, Optional<Message> pressed) {
        Interaction interaction = new Interaction(guild, type, channel, pressed.map(Message::id));
        guild.interactions.put(interaction.id(), interaction);
        ObjectNode event = Json.object().put("id", interaction.id()).put("type", type);
        event.put("application_id", guild.applicationId).put("token", interaction.token());
        event.put("version", 1).put("guild_id", guild.guildId).put("channel_id", channel);
        event.set("data", data);
        event.set("channel", channel(channel));
        event.putObject("guild").put("id", guild.guildId).put("locale", "en-US").putArray("features");
        event.put("locale", person.locale).put("guild_locale", "en-US").put("context", 0);
        event.put("app_permissions", Long.toString(guild.appPermissions));
        event.put("attachment_size_limit", 10 << 20);
        event.putObject("authorizing_integration_owners").put("0", guild.guildId);
        event.putArray("entitlements");
        ObjectNode user = Payloads.user(person.id, person.name, false);
        event.set(
                "member",
                Payloads.member(guild, user, List.copyOf(person.roles)).put("permissions", permissions()));
        pressed.ifPresent(message -> event.set("message", message.json()));
        gateway.dispatch("INTERACTION_CREATE", event);
        return interaction;
    }

    private ObjectNode channel(String id) {
        return guild.channel(id)
                .orElseThrow(() -> new AssertionError("no channel or thread " + id))
                .deepCopy()
                .put("permissions", permissions());
    }

    private static String permissions() {
        return Long.toString(ORDINARY);
    }
}
