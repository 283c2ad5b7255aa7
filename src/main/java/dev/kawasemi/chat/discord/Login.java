package dev.kawasemi.chat.discord;

import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logging in, on a thread of its own: JDA itself throws at the first network error, but after a power cut the router may be slower than the Pi. Reconnects are
 * JDA's; where it gives a session up for good though Discord has not refused us, another one is begun.
 */
final class Login implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofHours(1);
    private static final long JOIN_MILLIS = 2000;

    private final Sessions sessions;
    private final LoginHistory history;
    private final TimeSource time;
    private final Thread thread;
    private Optional<JDA> session = Optional.empty();
    private boolean closed;

    /** Makes sessions. */
    interface Sessions {
        /**
         * One try; blocks, and throws what {@code JDABuilder.build()} throws.
         *
         * @param ended is told, once, when the session is over for good
         */
        JDA connect(SessionEnd.Heard ended);

        /** A text with the token taken out. */
        String redact(String text);
    }

    Login(Sessions sessions, LoginHistory history, TimeSource time) {
        this.sessions = sessions;
        this.history = history;
        this.time = time;
        this.thread = new Thread(this::run, "kawasemi-discord-login");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The newest session, once there was one. */
    synchronized Optional<JDA> session() {
        return session;
    }

    /** Tries no more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean refused = false;
            while (!isClosed() && !refused) {
                refused = loggedIn().map(this::outlive).orElse(true);
            }
        } catch (InterruptedException e) {
            LOG.debug("log-in ended while waiting");
        }
    }

    /** Tries until there is a session; empty: the token is refused, or nobody wants one any more. */
    private Optional<Ending> loggedIn() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (!isClosed()) {
            waitForTurn();
            try {
                Ending ending = new Ending();
                take(sessions.connect(ending));
                return Optional.of(ending);
            } catch (InvalidTokenException e) {
                LOG.error(
                        "Discord refuses the bot token. Put the right one in the configuration and restart; I do not try again."
                                + " Deploys from the command line go on");
                return Optional.empty();
            } catch (RuntimeException e) {
                if (!isClosed()) {
                    LOG.warn(
                            "Discord cannot be reached ({}). Next try in {} s; deploys go on",
                            sessions.redact(String.valueOf(e.getMessage())),
                            pause.toSeconds());
                }
            }
            time.sleep(pause);
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }
        return Optional.empty();
    }

    /** Waits for the session's end; whether Discord has refused us, so that another one would end in the same way. */
    private boolean outlive(Ending ending) {
        try {
            while (!isClosed() && !ending.latch.await(UNTIL_ASKED_AGAIN.toSeconds(), TimeUnit.SECONDS)) {
                LOG.trace("the session stands");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
        if (!isClosed() && !ending.refused) {
            LOG.warn("The session with Discord ended unexpectedly; logging in again. Deploys go on");
        }
        return ending.refused;
    }

    private final class Ending implements SessionEnd.Heard {
        private final CountDownLatch latch = new CountDownLatch(1);
        private volatile boolean refused;

        @Override
        public void over(boolean byRefusal) {
            refused = byRefusal;
            latch.countDown();
        }

        /** Counted with the log-ins, because it is one for Discord. */
        @Override
        public boolean tooOften() {
            boolean often = !history.pause(time.now()).isZero();
            if (!often) {
                history.note(time.now());
            }
            return often;
        }
    }

    private void waitForTurn() throws InterruptedException {
        Duration pause = history.pause(time.now());
        if (!pause.isZero()) {
            LOG.warn(
                    "Several log-ins within minutes: waiting {} s before the next. Is Kawasemi being restarted again and again?",
                    pause.toSeconds());
            time.sleep(pause);
        }
    }

    private void take(JDA jda) {
        synchronized (this) {
            if (!closed) {
                session = Optional.of(jda);
                history.note(time.now());
                return;
            }
        }
        jda.shutdownNow();
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
