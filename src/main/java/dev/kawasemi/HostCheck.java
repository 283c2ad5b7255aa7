package dev.kawasemi;

import dev.kawasemi.chat.discord.DiscordLook;
import dev.kawasemi.cli.CheckReport;
import dev.kawasemi.config.Settings;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.health.HealthProbe;
import dev.kawasemi.health.HealthProbes;
import dev.kawasemi.journal.Journal;
import dev.kawasemi.journal.JournalException;
import dev.kawasemi.journal.Journals;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.rollout.AppChecks;
import dev.kawasemi.rollout.AppSettings;
import dev.kawasemi.rollout.Parts;
import dev.kawasemi.time.TimeSource;
import dev.kawasemi.webhook.WebhookSettings;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that start-up or a deploy would refuse or fail on, in one list: what is in the way of one look never hides what another one sees. */
final class HostCheck {
    /**
     * A clock that is wrong moves no window and no deadline here: they count monotonic time, and Discord counts its three seconds by itself. What breaks is the
     * webhook: a signed release that is more than five minutes apart from this clock is refused, and its sender's clock may be off as well. Also the times
     * in every message, the daily reminder and, by days, TLS. So a fifth of those five minutes; the measure is good to a second or two.
     */
    private static final Duration CLOCK_LIMIT = Duration.ofMinutes(1);

    private final Settings settings;
    private final Parts parts;
    /** In the bot's own process: the doors are ours then. */
    private final boolean serving;

    HostCheck(Settings settings, Parts parts, boolean serving) {
        this.settings = settings;
        this.parts = parts;
        this.serving = serving;
    }

    /** Without a host: nothing is made or locked, so that it also works where a host could not be opened. */
    static CheckReport standalone(Settings settings) {
        TimeSource time = TimeSource.system();
        List<Finding> ofJournal = new ArrayList<>();
        try (HealthProbe probe = HealthProbes.http();
                Journal journal = journal(settings.rollout().stateDir(), time, ofJournal)) {
            Parts parts = LocalParts.of(
                    settings.rollout(),
                    new LocalParts.Tools(CommandRunners.system(), probe, time),
                    journal,
                    Runnable::run);
            return new HostCheck(settings, parts, false).look(ofJournal, List.of());
        }
    }

    /** Not made where there is none. */
    static Journal journal(Path stateDir, TimeSource time, List<Finding> found) {
        Path file = stateDir.resolve("kawasemi.db");
        if (!Files.isWritable(stateDir) || !Files.exists(file)) {
            return Journals.none();
        }
        try {
            return Journals.sqlite(file, time);
        } catch (JournalException e) {
            found.add(unread(e));
            return Journals.none();
        }
    }

    private static Finding unread(JournalException e) {
        return Finding.problem(
                String.valueOf(e.getMessage()),
                "Without its journal nothing starts and nothing is deployed: do as it says");
    }

    /**
     * All of it.
     *
     * @param ofHost what the caller has found of the host by itself
     * @param ofDiscord likewise
     */
    CheckReport look(List<Finding> ofHost, List<Finding> ofDiscord) {
        List<Finding> ofEngine = parts.containers().check();
        DiscordLook.Seen discord = discord();
        List<Finding> host = new ArrayList<>(new StateFolder(settings.rollout().stateDir()).check());
        host.addAll(ofHost);
        host.addAll(ofEngine);
        host.addAll(doors());
        host.add(clock(discord.clock()));
        List<CheckReport.Part> all = new ArrayList<>();
        all.add(CheckReport.Part.of("host", host));
        all.add(CheckReport.Part.of(
                "discord",
                Stream.concat(discord.findings().stream(), ofDiscord.stream()).toList()));
        all.addAll(apps(ofEngine));
        return new CheckReport(all);
    }

    private List<CheckReport.Part> apps(List<Finding> ofEngine) {
        List<CheckReport.Part> all = new ArrayList<>();
        try {
            AppChecks checks = new AppChecks(settings.rollout(), parts);
            for (AppSettings app : settings.rollout().apps()) {
                all.add(CheckReport.Part.of(app.name(), checks.look(app, ofEngine)));
            }
        } catch (JournalException e) {
            all.add(CheckReport.Part.of("host", List.of(unread(e))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            all.add(CheckReport.Part.of(
                    "host", List.of(Finding.outOfReach("The look at the apps was interrupted", "Check again"))));
        }
        return all;
    }

    private DiscordLook.Seen discord() {
        return settings.discord()
                .map(found -> DiscordLook.at(found, settings.roles()))
                .orElseGet(() -> new DiscordLook.Seen(
                        List.of(Finding.note(
                                "Not looked at: no token is configured here (discord.token-file). The service hands its own over"
                                        + " by itself; while it runs, its check looks")),
                        Optional.empty()));
    }

    private Finding clock(Optional<Instant> theirs) {
        if (theirs.isEmpty()) {
            return Finding.note("Not measured: whether this host's clock is right (Discord's answers tell)");
        }
        Duration ahead = Duration.between(theirs.get(), parts.time().now());
        if (ahead.abs().compareTo(CLOCK_LIMIT) <= 0) {
            return Finding.note("The clock is right to the minute, by Discord's");
        }
        return Finding.problem(
                "This host's clock is " + ahead.abs().toSeconds() + " s "
                        + (ahead.isNegative() ? "behind" : "ahead of") + " Discord's: here it is "
                        + parts.time().now() + ". Signed releases are refused, and the times in messages are wrong",
                "Let the host set its clock: timedatectl set-ntp true, and look at timedatectl timesync-status");
    }

    /** Addresses that start-up would listen on. */
    private List<Finding> doors() {
        List<Finding> found = new ArrayList<>();
        if (!serving) {
            settings.doors()
                    .webhook()
                    .map(WebhookSettings::listen)
                    .ifPresent(address -> taken(address, "webhook.listen").ifPresent(found::add));
            settings.doors()
                    .metrics()
                    .ifPresent(address -> taken(address, "metrics.listen").ifPresent(found::add));
        }
        return found;
    }

    private static Optional<Finding> taken(InetSocketAddress address, String key) {
        return LocalParts.free(address)
                ? Optional.empty()
                : Optional.of(Finding.problem(
                        "The address " + address.getHostString() + ":" + address.getPort() + " (" + key
                                + ") cannot be listened on: another program has it, or it is none of this host's",
                        "Stop that program, or change " + key));
    }
}
