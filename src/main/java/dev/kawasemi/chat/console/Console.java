package dev.kawasemi.chat.console;

import dev.kawasemi.chat.Board;
import dev.kawasemi.rollout.DeploymentListener;

/**
 * A terminal as a board. It is also a listener, only so that {@code /wait} knows how far a deployment is: add it to the engine after the presenter that shows
 * on it, so that what is waited for has been printed.
 */
public interface Console extends Board, DeploymentListener {
    /** Reads and carries out lines until {@code /quit}, the end of input or an interrupt. Call it once, on a thread of its own. */
    void run() throws InterruptedException;
}
