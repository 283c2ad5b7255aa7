package dev.kawasemi.cli;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.Phase;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.ActProgress;
import dev.kawasemi.rollout.DeploymentListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Hands what the engine's threads tell to the thread that waits, which alone prints: a slow terminal never holds the engine up. */
final class Following implements DeploymentListener {
    /** A working engine gives a sample each second; this long without any means that the act has ended without a word. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
    private final Duration silence;

    Following() {
        this(SILENCE);
    }

    Following(Duration silence) {
        this.silence = silence;
    }

    /** Where the request wants to get. */
    enum Way {
        /** To a new release, or the old one's end. */
        FORWARD,
        /** To how it was before. */
        BACK
    }

    /** A deployment at rest. */
    record Rest(Deployment deployment, boolean retireFailed) {
        ExitCode code(Way way) {
            return switch (deployment.phase()) {
                case STUCK -> ExitCode.NEEDS_A_PERSON;
                case ABORTED, ROLLED_BACK -> way == Way.BACK ? ExitCode.DONE : ExitCode.FAILED;
                default -> retireFailed ? ExitCode.FAILED : ExitCode.DONE;
            };
        }
    }

    private record News(Deployment now, Optional<DeploymentEvent> event) {}

    @Override
    public void happened(Deployment now, DeploymentEvent event) {
        news.add(new News(now, Optional.of(event)));
    }

    @Override
    public void sampled(Deployment now, Sample sample, ActProgress progress) {
        // Told each second: kept only as a sign of life, and only one at a time.
        if (news.isEmpty()) {
            news.add(new News(now, Optional.empty()));
        }
    }

    /**
     * Until something has changed since the engine accepted, and nothing acts any more. Some requests are accepted before their first event, so that the
     * deployment seems to rest still. Only what was told counts: the engine shows a deployment's last state a moment before it tells of it. So this must have
     * been added to the engine before the request.
     */
    Rest untilRest(Deployment accepted, Consumer<Deployment> tell) throws InterruptedException, TimeoutException {
        Deployment now = accepted;
        boolean retireFailed = false;
        while (true) {
            News next = news.poll();
            if (next == null && rests(accepted, now)) {
                return new Rest(now, retireFailed);
            }
            next = next == null ? await(now) : next;
            if (next.now().id().equals(accepted.id()) && next.event().isPresent()) {
                tell.accept(next.now());
                now = next.now();
                retireFailed = next.event().get() instanceof DeploymentEvent.RetireFailed;
            }
        }
    }

    private static boolean rests(Deployment accepted, Deployment now) {
        return !now.phase().acting() && (accepted.phase().acting() || !now.equals(accepted));
    }

    private News await(Deployment now) throws InterruptedException, TimeoutException {
        News next = news.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new TimeoutException("deployment " + now.id() + " was last seen " + words(now.phase()) + ", and "
                    + silence.toSeconds() + " s went by without a sign of life");
        }
        return next;
    }

    private static String words(Phase phase) {
        return Lines.words(phase);
    }
}
