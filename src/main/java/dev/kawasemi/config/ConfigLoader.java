package dev.kawasemi.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import dev.kawasemi.chat.Roles;
import dev.kawasemi.chat.discord.DiscordSettings;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.FourEyes;
import dev.kawasemi.rollout.AppSettings;
import dev.kawasemi.rollout.Reminding;
import dev.kawasemi.rollout.RolloutSettings;
import dev.kawasemi.webhook.WebhookSettings;
import dev.kawasemi.webhook.WebhookSettings.Hook;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a configuration file. */
public final class ConfigLoader {
    private static final String ROOT = "kawasemi";

    private final Path file;
    private final Problems problems;
    private final List<Hook> hooks = new ArrayList<>();
    private final Set<AppName> autoDeploy = new TreeSet<>();

    private ConfigLoader(Path file) {
        this.file = file.toAbsolutePath();
        this.problems = new Problems(String.valueOf(file.getFileName()));
    }

    /** @throws ConfigProblems with everything that is wrong */
    public static Settings load(Path file) throws ConfigProblems {
        return new ConfigLoader(file).load();
    }

    private Settings load() throws ConfigProblems {
        Config theirs = parse();
        Config all = resolved(theirs);
        KeyReader root = KeyReader.of(all.getConfig(ROOT), ROOT, problems);
        Set<String> known = new TreeSet<>(root.known());
        List<AppSettings> apps = apps(all, known);
        DiscordReader discordKeys = new DiscordReader(root.at("discord"));
        Roles roles = discordKeys.roles();
        Optional<DiscordSettings> discord = discordKeys.settings(file);
        RolloutSettings rollout = rollout(root, apps);
        Optional<WebhookSettings> webhook = new WebhookReader(root.at("webhook")).settings(hooks);
        Optional<InetSocketAddress> metrics = new ListenReader(root.at("metrics")).address();
        known.addAll(root.known());
        new UnknownKeys(known, problems).look(theirs.root());
        if (!problems.none()) {
            throw new ConfigProblems(problems.lines());
        }
        return new Settings(rollout, roles, discord, new Settings.Doors(webhook, autoDeploy, metrics));
    }

    private Config parse() throws ConfigProblems {
        if (!Files.isReadable(file)) {
            String why = Files.exists(file) ? "may not be read by this user" : "is not there";
            throw new ConfigProblems(List.of("Tried to read " + file + ", but it " + why
                    + ". Give another with --config FILE or KAWASEMI_CONFIG; a sample is conf/application.conf"));
        }
        try {
            return ConfigFactory.parseFile(
                    file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
        } catch (ConfigException e) {
            throw new ConfigProblems(List.of(String.valueOf(e.getMessage())));
        }
    }

    private Config resolved(Config theirs) throws ConfigProblems {
        try {
            return theirs.withFallback(ConfigFactory.parseResources("reference.conf"))
                    .resolve(ConfigResolveOptions.defaults());
        } catch (ConfigException e) {
            throw new ConfigProblems(List.of(String.valueOf(e.getMessage())));
        }
    }

    private RolloutSettings rollout(KeyReader root, List<AppSettings> apps) {
        KeyReader approval = root.at("approval");
        FourEyes fourEyes = new FourEyes(approval.flag("self"), approval.duration("self-after", Duration.ZERO));
        Reminding remind = new RemindReader(approval).read();
        Duration undoWindow = approval.duration("undo-window", Duration.ZERO);
        KeyReader guard = root.at("guard");
        return new RolloutSettings(
                Path.of(root.text("state-dir", "a folder", text -> Path.of(text).isAbsolute())),
                root.text("host-name", "a name"),
                undoWindow,
                remind,
                guard.size("min-free-memory"),
                guard.size("min-free-disk"),
                apps,
                fourEyes);
    }

    private List<AppSettings> apps(Config all, Set<String> known) {
        ConfigObject named = all.getObject(ROOT + ".apps");
        Config defaults = all.getConfig(ROOT + ".app-defaults");
        List<AppReader> readers = new ArrayList<>();
        List<AppSettings> apps = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(named).entrySet()) {
            String name = entry.getKey();
            String path = ROOT + ".apps." + name;
            if (!AppName.isValid(name) || !(entry.getValue() instanceof ConfigObject own)) {
                problems.add(
                        entry.getValue().origin(),
                        path,
                        "\"" + name + "\"",
                        "a name of 1 to 32 of a-z, 0-9 and -, beginning with a letter, with a block { … }");
                continue;
            }
            KeyReader keys = KeyReader.of(own.toConfig().withFallback(defaults), path, problems);
            AppReader reader = new AppReader(new AppName(name), keys, folder());
            apps.add(reader.read());
            readers.add(reader);
            announce(reader);
            known.addAll(keys.known());
        }
        if (named.isEmpty()) {
            problems.addLine("kawasemi.apps: saw no app, expected at least one block such as shop { … }");
        }
        new Clashes().look(readers, apps);
        return apps;
    }

    private void announce(AppReader reader) {
        AnnounceReader announce = new AnnounceReader(reader.name(), reader.keys(), folder());
        hooks.addAll(announce.hooks());
        if (announce.autoDeploy()) {
            autoDeploy.add(reader.name());
        }
    }

    private Path folder() {
        Path parent = file.getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
