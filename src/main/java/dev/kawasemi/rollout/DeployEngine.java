package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Freeze;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Everything that can be asked of this host. Requests answer once they are refused, or accepted and in the journal; the work then goes on by itself.
 * The engine checks states and versions, not rights: who may ask is chat's business. Safe for many threads; only {@link #status}, {@link #deploy}, {@link #dryRun} and {@link #logs} may take
 * seconds before their future is done.
 */
public interface DeployEngine extends AutoCloseable {
    CompletableFuture<Answer> deploy(DeployRequest request);

    /** What {@link #deploy} would do and what is in its way: nothing is touched, no number used. May take seconds. */
    CompletableFuture<DryRun> dryRun(DeployRequest request);

    /** Keeps everybody from deploying the app for a while; rolling back and approving stay possible. The owner of a freeze may so give it another end. */
    FreezeAnswer freeze(AppName app, Actor owner, String reason, Duration length);

    /** Lifts a freeze; what was lifted, or empty where there was none. */
    Optional<Freeze> unfreeze(AppName app, Actor actor);

    /** Who keeps the app from being deployed now, also from another process of this host. */
    Optional<Freeze> frozen(AppName app);

    /** The last lines of a colour's containers; empty colour: the one that serves, else that of the newest deployment. May take seconds. */
    CompletableFuture<AppLogs> logs(AppName app, Optional<Color> color);

    /** Back to the colour still standing, or, with none, the last approved release deployed anew from what was kept. */
    CompletableFuture<Answer> rollBack(AppName app, Actor actor);

    /**
     * Lets the old colour go. With more tasks in its queue than were given up it stays, is drained, and the question is asked anew with their number.
     *
     * @param generation of the question that is answered; empty: the open one, whichever it is
     * @param tasksGivenUp how many waiting tasks may be lost with it, by the word of a person who saw that number; 0 and up, or {@link
     *     Deployment#UNKNOWN_TASKS} by one who saw that it is not known
     */
    CompletableFuture<Answer> approve(AppName app, Actor actor, Optional<Integer> generation, long tasksGivenUp);

    /**
     * No reminder of the open question for an hour; it stays open.
     *
     * @param generation as for {@link #approve}
     */
    CompletableFuture<Answer> keep(AppName app, Actor actor, Optional<Integer> generation);

    /** Takes an approval back within the undo window. */
    CompletableFuture<Answer> undo(AppName app, Actor actor);

    /** Before the commit point an abort, after it a roll back, in the undo window an undo. */
    CompletableFuture<Answer> cancel(AppName app, Actor actor);

    /** Removes the failed colour that an abort or a roll back kept for its logs. Held as {@link #approve} is while its queue has more tasks than were given up. */
    CompletableFuture<Answer> remove(AppName app, Actor actor, long tasksGivenUp);

    /**
     * A person says which colour serves, where journal, proxy and containers no longer agree: that colour is gated, gets the traffic and the workers; the
     * other colour's workers stop. The journal is settled by it.
     */
    CompletableFuture<Answer> repair(AppName app, Color active, Actor actor);

    /**
     * Takes up what a crash or a reboot left: undone before the commit point, finished after it. Call it once the listeners are there. Does nothing where
     * nothing is left; what cannot be settled yet is tried again on the pulse.
     */
    CompletableFuture<RecoveryReport> recover();

    /**
     * From now on this process is the one whose messages people answer: how long none was is told to the listeners where something is open, and from now on it is
     * noted that one is.
     */
    void attend();

    CompletableFuture<AppStatus> status(AppName app);

    List<AppName> apps();

    /** From memory, never waits. */
    Optional<Deployment> deployment(DeploymentId id);

    /** The newest deployment of the app; from memory. */
    Optional<Deployment> latest(AppName app);

    /** All deployments, newest first; from memory. */
    List<Deployment> history();

    void addListener(DeploymentListener listener);

    /** Is told nothing from now on; a word that is on its way may still come. */
    void removeListener(DeploymentListener listener);

    /** Takes no more requests, ends what acts at the next safe place and frees everything. A deployment under way stays in the journal. */
    @Override
    void close();
}
