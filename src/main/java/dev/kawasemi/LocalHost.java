package dev.kawasemi;

import dev.kawasemi.chat.console.Console;
import dev.kawasemi.cli.CheckReport;
import dev.kawasemi.cli.ControlSocket;
import dev.kawasemi.cli.Host;
import dev.kawasemi.config.Settings;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.rollout.DeployEngine;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This host, for the command line. A signal ends what runs in order: the engine first, then the chat, then the stores. */
final class LocalHost implements Host {
    private static final Logger LOG = LoggerFactory.getLogger(LocalHost.class);

    private static final int CHAT_LOOKS = 50;
    private static final long BETWEEN_LOOKS_MILLIS = 200;

    private final Application application;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread onSignal = new Thread(this::closeOnce, "kawasemi-shutdown");
    private boolean closed;

    private LocalHost(Application application) {
        this.application = application;
    }

    static Host open(Settings settings) {
        LocalHost host = new LocalHost(new Application(settings));
        Runtime.getRuntime().addShutdownHook(host.onSignal);
        return host;
    }

    @Override
    public DeployEngine engine() {
        return application.engine();
    }

    @Override
    public CheckReport check() {
        return application.check();
    }

    @Override
    public List<String> init(AppName app) {
        return application.init(app);
    }

    @Override
    public void serve() throws InterruptedException {
        if (!application.startDiscord()) {
            LOG.warn("There is no Discord token (discord.token or discord.token-file): the engine runs without chat,"
                    + " and webhooks have nowhere to tell of releases");
        }
        application.startMetrics();
        application.engine().attend();
        recover();
        ControlSocket control = ControlSocket.open(ControlSocket.in(application.stateDir()), this);
        try {
            LOG.info("Kawasemi serves {}", application.engine().apps());
            checkBeside();
            stop.await();
        } finally {
            control.close();
        }
    }

    /**
     * It starts programs, which takes seconds on a small host: nobody who asks for something meanwhile shall wait for it, and the log-in to the chat goes first.
     */
    private void checkBeside() {
        Thread thread = new Thread(
                () -> {
                    try {
                        if (awaitChat()) {
                            tellHindrances();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        LOG.warn("The check at the start did not come to its end: {}", e.getMessage());
                    }
                },
                "kawasemi-check");
        thread.setDaemon(true);
        thread.start();
    }

    private void tellHindrances() {
        List<String> problems = application.hindrances();
        problems.forEach(problem -> LOG.warn("A deploy would be refused: {}", problem));
        if (problems.isEmpty()) {
            LOG.info("The engine, the compose files and the proxy are fit for a deploy");
        }
    }

    /** Not for long: where the chat cannot be reached, what is in the way is wanted all the same. False when this process ends. */
    private boolean awaitChat() throws InterruptedException {
        for (int looks = 0; looks < CHAT_LOOKS && !application.chats(); looks++) {
            if (stop.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Serving begins meanwhile: an engine that is away is waited for, and requests are told that the host is busy. */
    private void recover() {
        var unused = application.engine().recover().whenComplete((report, failure) -> {
            if (failure != null) {
                LOG.error("Recovery failed", failure);
            } else if (report.open().isEmpty()) {
                LOG.info("Recovery is over: {}", report.settled().isEmpty() ? "nothing was left" : report.settled());
            } else {
                LOG.warn("Not settled yet, tried again by itself: {}", report.open());
            }
        });
    }

    @Override
    public void console(PrintStream out, Actor actor) throws InterruptedException {
        InputStreamReader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        Console console = application.console(in, out, isTerminal(0) && isTerminal(1), actor);
        recover();
        console.run();
    }

    /** System.console() says so only before JDK 22; the kernel always does. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closeOnce();
        try {
            Runtime.getRuntime().removeShutdownHook(onSignal);
        } catch (IllegalStateException e) {
            // The signal came first and closes everything by itself.
        }
    }

    private synchronized void closeOnce() {
        stop.countDown();
        if (!closed) {
            closed = true;
            application.close();
        }
    }
}
