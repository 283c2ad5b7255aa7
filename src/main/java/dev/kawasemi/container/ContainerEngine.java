package dev.kawasemi.container;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.ContainerRef;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Release;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.deployment.Weight;
import dev.kawasemi.process.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The containers of the apps on this host. Every act looks first and acts on the difference, so that it may be done again. Safe for many threads.
 *
 * <p>Every method throws {@link EngineUnreachableException} when the engine does not answer, {@link ContainerException} when an act failed and {@link
 * CancelledException} when its thread was interrupted (the interrupt stays set).
 */
public interface ContainerEngine {
    /**
     * Everything that keeps this host's engine from being used; empty when it answers and has Compose v2. An engine that does not answer is out of reach, a
     * Compose that is missing is a problem.
     */
    List<Finding> check();

    /**
     * Every rule that this release would break, for both colours, by the compose file ({@link #fileProblems}) and by what stands there ({@link #standing});
     * empty when it is fine.
     */
    default List<Finding> preflight(ComposeApp app, Version version) {
        List<Finding> problems = new ArrayList<>(fileProblems(app, version));
        problems.addAll(standing(app).problems());
        return List.copyOf(problems);
    }

    /** Every rule of the compose file that this release would break, each naming the service. Needs Compose alone: the engine may be away. */
    List<Finding> fileProblems(ComposeApp app, Version version);

    /** The edits that the kept copy will have against the user's file, each a sentence. */
    List<String> edits(ComposeApp app, Color color, Version version);

    /** The stack of a colour as configured; it need not run. */
    Stack stack(ComposeApp app, Color color);

    /** All that stands of the app now, by one look: on a small host each look costs as much as a visitor's request. */
    Standing standing(ComposeApp app);

    /** Pulls or builds all images of the release and resolves their ids. Cancelling ends the pull with a {@link CancelledException}. */
    Release prepare(ComposeApp app, Color color, Version version, Cancellation cancellation)
            throws InterruptedException;

    /** Writes the colour's kept copy of the compose file with the release's image ids pinned; used by every later {@link #up} and {@link #remove}. */
    void keep(ComposeApp app, Color color, Release release);

    /**
     * Puts the copy of an earlier release of this colour back in place, as it was kept then: an edited compose file changes nothing. False when
     * that copy is no longer there; then nothing was done.
     */
    boolean keepAgain(ComposeApp app, Color color, Release release);

    /**
     * Starts these services of the colour from its kept copy, without dependencies, building or pulling. A stop of one of them that is still under way is
     * waited out first.
     */
    void up(ComposeApp app, Color color, List<String> services);

    /** All containers of the stack, running or not. */
    List<ContainerStatus> containers(Stack stack);

    /** These containers as they are now; those that are gone are missing from the answer. */
    List<ContainerStatus> inspect(List<ContainerRef> containers);

    /**
     * Stops, and returns when all are down: at the latest {@code grace} (then the engine kills) plus a margin. What was paused or held goes on first, so
     * that it hears of it. The statuses afterwards; exit code 137 means killed at the end of the grace.
     */
    List<ContainerStatus> stop(List<ContainerRef> containers, Duration grace);

    /** Freezes those that run, at once and with all that they hold in memory; those that are paused, down or gone are left. */
    void pause(List<ContainerRef> containers);

    /**
     * Holds the processes of each running container's pool still, but for so many: weight alone lets all of a pool crawl side by side, and no task ends.
     * What is held keeps the task that it has until {@link #restore} or {@link #stop} lets it go on. A container without a pool is left, and so is one
     * that has no shell to do it with.
     *
     * @param awake how many of each pool go on, at least 1
     */
    Held hold(List<ContainerRef> containers, int awake);

    /** Processes that are held now, of so many in the pools of those containers. */
    record Held(int processes, int of) {}

    /**
     * Brings back exactly these containers (unpause, start, or let go on what is held). A stop still under way in the engine is waited out first, also
     * one that a killed Kawasemi began. Running ones are left.
     */
    void restore(ComposeApp app, Stack stack, List<ContainerRef> containers);

    /** Stops and removes all of the stack's containers and its network; never volumes, never images. */
    void remove(ComposeApp app, Stack stack);

    /**
     * Removes what releases leave behind that nobody goes back to: their kept copies and their images. An image goes by its id and alone, never by force. It stays
     * where it is needed, where a container uses it, running or stopped and whosever it is, where another image was made from it, where it is pinned (label
     * {@code kawasemi.keep} of any value but {@code false}), and where it has any name but its release's own: what the compose file calls it with that version. One
     * that has lost its name to a newer image goes.
     *
     * @param needed image ids that stay in any case
     */
    Removed removeReleases(ComposeApp app, List<Release> old, Set<String> needed);

    /**
     * What went.
     *
     * @param images their ids
     * @param freed bytes by which the file system of Docker's data is freer afterwards than before, at least 0. That is what the host has of it: an image's own size
     *     counts layers that others go on using. What others write or delete there in the same seconds is counted as well, so it is a figure for people. Empty: nothing
     *     went, or that file system cannot be seen from here.
     */
    record Removed(List<String> images, OptionalLong freed) {
        public static final Removed NOTHING = new Removed(List.of(), OptionalLong.empty());

        public Removed {
            images = List.copyOf(images);
        }
    }

    /** The last lines of a container's output, oldest first, stdout and stderr together. */
    List<String> logs(ContainerRef container, int lines);

    /**
     * These lines of output with secrets taken out: the values in this colour's kept copy that look like any, and what looks like a password, a token or a key
     * wherever it comes from.
     */
    List<String> masked(ComposeApp app, Color color, List<String> lines);

    /** Tasks waiting in the stack's own queue, summed over the depth commands; empty when none is configured or the queue does not run. */
    OptionalLong queueDepth(ComposeApp app, Stack stack);

    /**
     * The names of tasks that are being worked on, by the app's running-command inside the stack's queue; empty when none is configured or the queue
     * does not run. At most 20, each one line of at most 100 characters.
     */
    List<String> runningTasks(ComposeApp app, Stack stack);

    /** The CPU weight that each has now, running or not; those that are gone are missing from the answer. */
    List<Weight> weights(List<ContainerRef> containers);

    /**
     * Gives each its CPU weight, running or not; those that are gone are left out. Docker cannot be told to take its default (0) back: such a
     * container gets 1024, the kernel's own figure for it, and {@link #weights} shows 1024 as 0.
     */
    void weigh(List<Weight> weights);

    /** The CPU weight that each of the stack's containers was made with, by its kept copy; none of a stack that has no such copy. */
    List<Weight> ownWeights(ComposeApp app, Stack stack);

    /** Programs that were started so far to look and to act: each costs the host CPU of its own. */
    long programs();

    /** Containers whose restart policy is {@code always} get {@code unless-stopped}: else a reboot would start them though they were stopped. */
    void stayStopped(List<ContainerRef> containers);

    /**
     * The docker programs that a killed Kawasemi with the same state folder left behind: waited for, then ended. A pull or build is ended at once.
     * Returns when they are gone: at the latest 15 seconds after the patience. What was ended, for the log.
     *
     * @param patience how long one may go on by itself
     */
    List<String> endLeftovers(Duration patience);
}
