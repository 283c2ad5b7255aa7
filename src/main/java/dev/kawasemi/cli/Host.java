package dev.kawasemi.cli;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.rollout.DeployEngine;
import java.util.List;

/** This host as the verbs need it, made from one configuration. */
public interface Host extends AutoCloseable {
    /** As it is shown to people. */
    String name();

    /** Always the same one; closed by {@link #close}. */
    DeployEngine engine();

    /** All that start-up and preflight would refuse, in one list: the host first, then each app. Touches nothing. */
    List<Finding> check();

    /** Writes the app's first proxy file unless there is one, and returns the lines to paste. The app is one of the engine's. */
    List<String> init(AppName app);

    /** The bot: Discord and the engine, until {@link #close} is called from another thread or the bot gives up. */
    ExitCode run() throws InterruptedException;

    /** The chat at this terminal, until the person leaves or {@link #close} is called from another thread. */
    ExitCode console(Actor actor) throws InterruptedException;

    /** Ends what runs, in order, and returns when all is ended. May be called from any thread and more than once. */
    @Override
    void close();
}
