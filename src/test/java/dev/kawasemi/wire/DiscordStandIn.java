package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/**
 * Discord for tests: one guild with one channel, REST and gateway on loopback. A client is pointed at {@link #apiUrl()} and {@link #gatewayUrl()} and logs in
 * with {@link #token()}; a test acts through {@link #user} and looks at {@link #channelMessages()}, {@link #thread} and {@link #requests()}. All waits are in
 * real time; ages (of messages and interaction tokens) and rate limits count by the clock handed in. A client waits for limits in real time: where they are
 * set, that clock must not stand still.
 */
public final class DiscordStandIn implements AutoCloseable {
    private static final String TOKEN = "MTA.stand-in.Zm9yLXRlc3Rz";

    private final GuildState guild;
    private final Gateway gateway;
    private final RestServer rest;

    private DiscordStandIn(TimeSource time, Optional<SSLContext> tls) throws IOException {
        this.guild = new GuildState(time);
        this.gateway = new Gateway(guild, TOKEN, tls);
        Router router = new Router();
        new CommandEndpoints(guild).addTo(router);
        new GuildEndpoints(guild).addTo(router);
        new MessageEndpoints(guild, gateway).addTo(router);
        new ThreadEndpoints(guild, gateway).addTo(router);
        new InteractionEndpoints(guild).addTo(router);
        this.rest = new RestServer(guild, TOKEN, router, DiscordSpec.shared(), tls);
    }

    /** Starts on two free ports, with the system's clock. */
    public static DiscordStandIn start() throws IOException {
        return start(TimeSource.system());
    }

    /** Starts with a clock of the test's own for ages and limits. */
    public static DiscordStandIn start(TimeSource time) throws IOException {
        return new DiscordStandIn(time, Optional.empty());
    }

    /** Starts with https and wss, as the real one speaks; a client must trust the context's certificate. */
    public static DiscordStandIn start(SSLContext tls) throws IOException {
        return new DiscordStandIn(TimeSource.system(), Optional.of(tls));
    }

    /** REST, with the version and a slash at the end. */
    public String apiUrl() {
        return rest.url();
    }

    public String gatewayUrl() {
        return gateway.url();
    }

    /** The one that is let in. */
    public String token() {
        return TOKEN;
    }

    public String guildId() {
        return guild.guildId;
    }

    /** The text channel that users write in, unless they are moved by {@link User#in}. */
    public String channelId() {
        return guild.channelId;
    }

    /** Also the bot's user id. */
    public String applicationId() {
        return guild.applicationId;
    }

    // Who and where.

    /** A new role that anybody may mention; returns its id. */
    public String role(String name) {
        return role(name, true);
    }

    /** A new role; returns its id. */
    public String role(String name, boolean mentionable) {
        return guild.locked(() -> {
            String id = guild.ids.next();
            guild.roles.put(id, Payloads.role(id, name, 0, mentionable));
            var event = Json.object().put("guild_id", guild.guildId);
            event.set("role", guild.roles.get(id));
            gateway.dispatch("GUILD_ROLE_CREATE", event);
            return id;
        });
    }

    /** Somebody with these roles. */
    public User user(String name, String... roleIds) {
        return guild.locked(() -> {
            for (String role : roleIds) {
                if (!guild.roles.containsKey(role)) {
                    throw new IllegalArgumentException("no role " + role + ": make it with role(name)");
                }
            }
            return User.create(guild, gateway, name, Set.of(roleIds));
        });
    }

    /** Another text channel of the guild; returns its id. */
    public String channel(String name) {
        return guild.locked(() -> {
            String id = guild.ids.next();
            var channel = Payloads.textChannel(guild, id, name);
            guild.channels.put(id, channel);
            gateway.dispatch("CHANNEL_CREATE", channel);
            return id;
        });
    }

    /** What the bot may do, as its role and every interaction say; {@code 309237763072} at first. */
    public void botPermissions(long permissions) {
        guild.locked(() -> {
            guild.appPermissions = permissions;
            var role = Payloads.role(guild.botRoleId, "Kawasemi", permissions, false);
            guild.roles.put(guild.botRoleId, role);
            var event = Json.object().put("guild_id", guild.guildId);
            event.set("role", role);
            gateway.dispatch("GUILD_ROLE_UPDATE", event);
        });
    }

    /** In the channel, for a role or a member (by their id): as the channel's own settings would. REST tells of it; the gateway is not told. */
    public void overwrite(String id, long allow, long deny) {
        guild.locked(() -> Payloads.overwrite(guild, id, allow, deny));
    }

    /** As typed into the application's page: interactions go there. */
    public void interactionsEndpoint(String url) {
        guild.locked(() -> guild.interactionsUrl = Optional.of(url));
    }

    // What was written.

    /** The channel as it stands, oldest first, without what only one person sees. */
    public List<Message> channelMessages() {
        return messages(guild.channelId);
    }

    /** A thread's messages as they stand; the thread's id is that of the message it hangs on. */
    public List<Message> thread(String id) {
        return messages(id);
    }

    public List<Message> messages(String channelOrThread) {
        return guild.locked(
                () -> guild.messagesIn(channelOrThread).map(StoredMessage::now).toList());
    }

    /** The message as it stands; empty when there is none or it was deleted. */
    public Optional<Message> message(String id) {
        return guild.locked(() -> Optional.ofNullable(guild.messages.get(id))
                .filter(message -> !message.deleted())
                .map(StoredMessage::now));
    }

    /** All states of a message, the first as it was created. */
    public List<Message> edits(String messageId) {
        return guild.locked(() -> Optional.ofNullable(guild.messages.get(messageId))
                .map(StoredMessage::frames)
                .orElse(List.of()));
    }

    /** Ids of all threads, oldest first. */
    public List<String> threads() {
        return guild.locked(() -> guild.channels.values().stream()
                .filter(GuildState::isThread)
                .map(thread -> thread.path("id").asText())
                .toList());
    }

    /** A channel or thread as Discord would show it: name, {@code thread_metadata} and so on. */
    public JsonNode channelJson(String id) {
        return guild.locked(() -> guild.channel(id)
                .orElseThrow(() -> new AssertionError("no channel " + id))
                .deepCopy());
    }

    /** User ids in a thread, the bot's among them. */
    public List<String> threadMembers(String id) {
        return guild.locked(() -> List.copyOf(guild.threadMembers.getOrDefault(id, List.of())));
    }

    /** Waits for a message, in the channel or any thread, whose present state fits. */
    public Message awaitMessage(Predicate<Message> fits, Duration limit) {
        return guild.await(
                () -> visible().stream().filter(fits).findFirst(),
                limit,
                () -> "no fitting message among "
                        + visible().stream()
                                .map(message -> message.content() + message.labels())
                                .toList());
    }

    private List<Message> visible() {
        return guild.messages.values().stream()
                .filter(message -> !message.deleted() && !message.ephemeral())
                .map(StoredMessage::now)
                .toList();
    }

    /** Everything that the bot ever sent but its log-in: for the search for secrets. */
    public String allText() {
        return guild.locked(() -> rest.written + gateway.received());
    }

    // Requests.

    public List<RecordedRequest> requests() {
        return guild.locked(() -> List.copyOf(rest.requests));
    }

    /** Those of one route, as {@code POST /channels/{channel_id}/messages}. */
    public List<RecordedRequest> requests(String route) {
        return requests().stream()
                .filter(request -> request.route().equals(route))
                .toList();
    }

    /** What can be asked for, as {@code POST /channels/{channel_id}/messages}. */
    public List<String> routes() {
        return rest.routes();
    }

    /** Waits until so many requests of this route have arrived. */
    public List<RecordedRequest> awaitRequests(String route, int count, Duration limit) {
        return guild.await(
                () -> Optional.of(rest.requests.stream()
                                .filter(request -> request.route().equals(route))
                                .toList())
                        .filter(seen -> seen.size() >= count),
                limit,
                () -> "fewer than " + count + " requests of " + route);
    }

    /** The slash commands as registered last. */
    public List<JsonNode> commands() {
        return guild.locked(
                () -> guild.commands.stream().<JsonNode>map(JsonNode::deepCopy).toList());
    }

    /** Waits until the bot has registered a command of this name. */
    public JsonNode awaitCommand(String name, Duration limit) {
        return guild.await(
                () -> guild.commands.stream()
                        .filter(command -> command.path("name").asText().equals(name))
                        .<JsonNode>map(JsonNode::deepCopy)
                        .findFirst(),
                limit,
                () -> "no command /" + name);
    }

    /** How many requests were checked against Discord's OpenAPI description. */
    public int requestsChecked() {
        return guild.locked(rest::checked);
    }

    /** Requests that no good bot sends. */
    public List<String> problems() {
        return guild.locked(() -> List.copyOf(rest.problems));
    }

    /** Throws with all problems, if there are any. */
    public void assertClean() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new AssertionError("requests that Discord would refuse:\n" + String.join("\n", problems));
        }
    }

    /** What a test wants to go wrong. */
    public Trouble trouble() {
        return new Trouble(guild, gateway, rest);
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        rest.close();
    }
}
