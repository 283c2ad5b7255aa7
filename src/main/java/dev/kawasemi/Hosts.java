package dev.kawasemi;

import dev.kawasemi.cli.CheckReport;
import dev.kawasemi.cli.ControlSocket;
import dev.kawasemi.cli.Host;
import dev.kawasemi.config.ConfigLoader;
import dev.kawasemi.config.ConfigProblems;
import dev.kawasemi.config.Settings;
import dev.kawasemi.journal.JournalException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This host by its configuration files; each is read once. */
final class Hosts implements Host.Factory {
    private final Map<Path, Settings> read = new HashMap<>();

    @Override
    public Host open(Path config) throws Host.NotStarted {
        Settings settings = settings(config);
        try {
            return LocalHost.open(settings);
        } catch (IllegalStateException | JournalException e) {
            throw new Host.NotStarted(List.of(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public Optional<Path> socket(Path config) throws Host.NotStarted {
        return Optional.of(ControlSocket.in(settings(config).rollout().stateDir()));
    }

    @Override
    public CheckReport check(Path config) throws Host.NotStarted {
        return HostCheck.standalone(settings(config));
    }

    private Settings settings(Path config) throws Host.NotStarted {
        Settings known = read.get(config);
        if (known != null) {
            return known;
        }
        try {
            Settings settings = ConfigLoader.load(config);
            read.put(config, settings);
            return settings;
        } catch (ConfigProblems e) {
            throw new Host.NotStarted(e.problems());
        }
    }
}
