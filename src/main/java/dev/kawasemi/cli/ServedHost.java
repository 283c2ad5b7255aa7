package dev.kawasemi.cli;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.rollout.DeployEngine;
import java.io.PrintStream;
import java.util.List;

/** The bot's own host, lent to a command line that came from elsewhere: it outlives the command. */
final class ServedHost implements Host {
    private final Host host;

    ServedHost(Host host) {
        this.host = host;
    }

    @Override
    public DeployEngine engine() {
        return host.engine();
    }

    @Override
    public CheckReport check() {
        return host.check();
    }

    @Override
    public List<String> init(AppName app) {
        return host.init(app);
    }

    @Override
    public void serve() {
        throw new IllegalStateException("the bot runs already on this host");
    }

    @Override
    public void console(PrintStream out, Actor actor) {
        throw new IllegalStateException("the console is for a host where the bot does not run: stop it first");
    }

    @Override
    public void close() {}
}
