package dev.kawasemi.chat.discord;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.MemberCachePolicy;
import net.dv8tion.jda.api.utils.messages.MessageRequest;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** Makes JDA sessions as a small host wants them: no intents, no caches, one thread for events and one for callbacks. */
final class JdaSessions implements Login.Sessions, AutoCloseable {
    /** JDA's default of 900 s would keep buttons dead for a quarter of an hour after an outage. */
    private static final int LONGEST_RECONNECT_SECONDS = 120;

    private final DiscordSettings settings;
    private final List<Object> listeners;
    /** Ours, not JDA's: JDA would end them before the last answers are in. */
    private final ExecutorService events = pool("kawasemi-discord-events");

    private final ExecutorService callbacks = pool("kawasemi-discord-callbacks");

    JdaSessions(DiscordSettings settings, List<Object> listeners) {
        this.settings = settings;
        this.listeners = List.copyOf(listeners);
        // Version, reason or log line: nothing from outside may ping. Messages that are to ping name whom.
        MessageRequest.setDefaultMentions(EnumSet.noneOf(MentionType.class));
        MessageRequest.setDefaultMentionRepliedUser(false);
    }

    @Override
    public JDA connect(SessionEnd.Heard ended) {
        return JDABuilder.createLight(settings.token().reveal(), EnumSet.noneOf(GatewayIntent.class))
                .setMemberCachePolicy(MemberCachePolicy.NONE)
                .setEventPool(events, false)
                .setCallbackPool(callbacks, false)
                .setGatewayPool(new QuietGateway(), true)
                .setEnableShutdownHook(false)
                // For the interactions' app_permissions, which JDA does not read.
                .setEventPassthrough(true)
                .setMaxReconnectDelay(LONGEST_RECONNECT_SECONDS)
                .setHttpClientBuilder(http())
                .setRestConfig(new RestConfig()
                        .setBaseUrl(settings.apiUrl().toString())
                        .setRateLimiterFactory(EndsSoon::new))
                .setSessionController(controller())
                .addEventListeners(listeners.toArray())
                .addEventListeners(new SessionEnd(ended))
                .build();
    }

    /** After the session has ended. */
    @Override
    public void close() {
        events.shutdown();
        callbacks.shutdown();
        try {
            if (!events.awaitTermination(1, TimeUnit.SECONDS) || !callbacks.awaitTermination(1, TimeUnit.SECONDS)) {
                events.shutdownNow();
                callbacks.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String redact(String text) {
        return text.replace(settings.token().reveal(), "***");
    }

    /** JDA's own pool drops connections after 10 s, so that nearly every acknowledgement would pay for TCP and TLS. */
    private static OkHttpClient.Builder http() {
        return new OkHttpClient.Builder().connectionPool(new ConnectionPool(2, 5, TimeUnit.MINUTES));
    }

    private ConcurrentSessionController controller() {
        return new ConcurrentSessionController() {
            @Override
            public String getGateway() {
                return settings.gatewayUrl().map(URI::toString).orElseGet(super::getGateway);
            }
        };
    }

    /** Takes nothing once it has ended, without complaint: JDA would log a stack trace for the last heartbeat's callback. */
    private static ExecutorService pool(String name) {
        ThreadFactory threads = work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads,
                new ThreadPoolExecutor.DiscardPolicy());
    }
}
