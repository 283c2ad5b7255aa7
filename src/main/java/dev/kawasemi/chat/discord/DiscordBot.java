package dev.kawasemi.chat.discord;

import dev.kawasemi.chat.Board;
import dev.kawasemi.chat.ChatMessage;
import dev.kawasemi.chat.ChatService;
import dev.kawasemi.chat.Slot;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.JDA;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kawasemi on Discord. Nothing here blocks or fails because Discord is away: messages wait in the outbox, log-in is tried again. Close it before the process
 * ends; what could not be sent by then is sent after the next start.
 */
public final class DiscordBot implements Board, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiscordBot.class);
    /** Together below Docker's stop grace of 10 s where Discord answers at all. */
    private static final Duration ANSWERS = Duration.ofSeconds(1);

    private static final Duration FLUSH = Duration.ofSeconds(4);

    private static final Duration SHUTDOWN = Duration.ofSeconds(4);

    private final DiscordSettings settings;
    private final OutboxStore store;
    private final TimeSource time;
    private final Outbox outbox;
    private final ChannelCheck check;
    private final SessionListener session;
    private final ChatThreads threads = new ChatThreads();
    private final Requests requests = new Requests();
    private Optional<InteractionListener> interactions = Optional.empty();
    private Optional<Login> login = Optional.empty();
    private Optional<JdaSessions> pools = Optional.empty();
    private boolean closed;

    DiscordBot(DiscordSettings settings, OutboxStore store, TimeSource time, Set<String> asked) {
        this.settings = settings;
        this.store = store;
        this.time = time;
        this.outbox = new Outbox(store, settings, time);
        this.check = new ChannelCheck(settings, asked, store, requests);
        this.session = new SessionListener(settings, new SlashCommands(store, requests), outbox, check, time);
        outbox.start();
    }

    /** Begins to log in and to serve; returns at once. Once only. */
    public synchronized void start(ChatService chat) {
        if (login.isPresent() || closed) {
            throw new IllegalStateException("the Discord bot was started or closed before");
        }
        InteractionListener listener = new InteractionListener(settings, chat, outbox, threads, requests);
        JdaSessions sessions = new JdaSessions(settings, List.of(session, listener));
        Login first = new Login(sessions, new LoginHistory(store), time);
        pools = Optional.of(sessions);
        interactions = Optional.of(listener);
        login = Optional.of(first);
        first.start();
    }

    /** Whether there is a session with Discord now. */
    public boolean online() {
        return session.online();
    }

    @Override
    public void show(Slot slot, ChatMessage message) {
        outbox.show(slot, message);
    }

    @Override
    public void amend(Slot slot, ChatMessage message) {
        outbox.amend(slot, message);
    }

    @Override
    public void showAnew(Slot slot, ChatMessage message) {
        outbox.showAnew(slot, message);
    }

    @Override
    public void nameThread(DeploymentId deployment, String title, String memberId) {
        outbox.nameThread(deployment, title, memberId);
        if (memberId.isEmpty()) {
            check.warnOf(deployment);
        }
    }

    /** The newest session; for tests that look into JDA. */
    Optional<JDA> session() {
        return login.flatMap(Login::session);
    }

    /** Waits until what matters and can be sent is sent; for tests. */
    void flush(Duration limit) throws InterruptedException {
        outbox.flush(limit);
    }

    /** Messages that Discord does not show yet as they are wanted. */
    public int waiting() {
        return outbox.waiting();
    }

    /** Looks for due messages now; for clocks that do not tick by themselves. */
    void wake() {
        outbox.wake();
    }

    /** Stops taking requests, sends what matters for at most 5 s together, logs out within 4 s more. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        interactions.ifPresent(InteractionListener::stop);
        login.ifPresent(Login::close);
        threads.close();
        try {
            requests.awaitNone(ANSWERS);
            outbox.flush(FLUSH);
            Optional<JDA> jda = login.flatMap(Login::session);
            if (jda.isPresent()) {
                logOut(jda.get());
            }
        } catch (InterruptedException e) {
            login.flatMap(Login::session).ifPresent(JDA::shutdownNow);
            Thread.currentThread().interrupt();
        } finally {
            pools.ifPresent(JdaSessions::close);
            outbox.close();
        }
    }

    private static void logOut(JDA jda) throws InterruptedException {
        jda.shutdown();
        if (!jda.awaitShutdown(SHUTDOWN)) {
            LOG.warn("Discord did not let go within {} s; cutting the connection", SHUTDOWN.toSeconds());
            jda.shutdownNow();
        }
    }
}
