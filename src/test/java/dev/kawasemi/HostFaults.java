package dev.kawasemi;

import dev.kawasemi.deployment.AftercareEvent;
import dev.kawasemi.deployment.DeploymentEvent;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.journal.Journal;
import dev.kawasemi.journal.Journals;
import dev.kawasemi.testing.FakeCommandRunner;
import dev.kawasemi.testing.Stories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** What can be wrong with a host by itself: Docker, the state folder, the clock, memory and disk, Discord. */
final class HostFaults {
    private static final long MB = 1L << 20;
    private static final long ALL_SEVEN = 309237763072L;
    private static final long ATTACH_FILES = 1L << 15;

    private HostFaults() {}

    static List<Fault> ofDocker() {
        return List.of(
                Fault.away(
                        "the engine does not answer",
                        bed -> bed.host.docker(
                                FakeCommandRunner.failed(1, "Cannot connect to the Docker daemon. Is it running?")),
                        "The Docker engine does not answer: Cannot connect",
                        "systemctl start docker"),
                Fault.away(
                        "the user may not use the engine",
                        bed -> bed.host.docker(FakeCommandRunner.failed(
                                1, "permission denied while trying to connect to the Docker daemon socket")),
                        "permission denied",
                        "group docker"),
                Fault.away(
                        "there is no docker",
                        bed -> bed.host.runner.answer(List.of("docker", "version")),
                        "The program docker is not there",
                        "Install Docker Engine"),
                Fault.problem(
                        "Compose v2 is missing",
                        bed -> bed.host.composeVersion(
                                FakeCommandRunner.failed(1, "docker: 'compose' is not a docker command.")),
                        "Docker Compose v2 is missing",
                        "docker-compose-plugin"),
                Fault.problem(
                        "Compose is too old",
                        bed -> bed.host.composeVersion(FakeCommandRunner.ok("1.29.2\n")),
                        "docker compose says it is version 1.29.2",
                        "docker-compose-plugin"));
    }

    static List<Fault> ofTheHost() {
        return List.of(
                Fault.problem(
                        "the state folder is a file",
                        bed -> {
                            Files.delete(bed.state());
                            Files.writeString(bed.state(), "");
                        },
                        "is no folder",
                        "change state-dir"),
                Fault.problem(
                        "the state folder is everybody's",
                        bed -> mode(bed.state(), "rwxrwxrwx"),
                        "can be written by everybody",
                        "chmod o-w"),
                Fault.problem(
                        "a kept copy can be read by others",
                        bed -> {
                            Path copy = bed.state().resolve("apps/shop/blue.json");
                            Files.createDirectories(copy.getParent());
                            mode(Files.writeString(copy, "{}"), "rw-r-----");
                        },
                        "apps/shop/blue.json can be read by others",
                        "chmod -R go-rwx"),
                Fault.problem(
                        "the journal is damaged",
                        bed -> Files.writeString(bed.state().resolve("kawasemi.db"), "no database ".repeat(500)),
                        "Tried to open the journal",
                        "do as it says"));
    }

    static List<Fault> ofTheClockAndRoom() {
        return List.of(
                Fault.problem(
                        "the clock is ten minutes ahead",
                        bed -> bed.time.ahead = Duration.ofMinutes(10),
                        "s ahead of Discord's",
                        "timedatectl set-ntp true"),
                Fault.problem(
                        "the clock is in 1970",
                        bed -> bed.time.ahead = Duration.ofDays(-365 * 50),
                        "s behind Discord's",
                        "timedatectl set-ntp true"),
                Fault.problem(
                        "memory is short",
                        bed -> bed.sampler.free(100 * MB, 8000 * MB),
                        "memory would run short: 100 MB available",
                        "Free some memory"),
                Fault.problem(
                        "the disk is full",
                        bed -> bed.sampler.free(400 * MB, 20 * MB),
                        "disk is short: 20 MB free",
                        "Remove old images"),
                Fault.problem(
                        "the metrics' address is taken",
                        bed -> bed.replace(
                                "  apps {", "  metrics { listen = \"127.0.0.1:" + bed.entry.port() + "\" }\n  apps {"),
                        "(metrics.listen) cannot be listened on",
                        "change metrics.listen"));
    }

    static List<Fault> ofDiscord() {
        return List.of(
                Fault.problem(
                        "the token is refused",
                        bed -> bed.replace(bed.discord.token(), "MTA.another.token"),
                        "Discord refuses the bot token",
                        "Reset Token"),
                Fault.problem(
                        "the bot is not in the server",
                        bed -> bed.replace("\"" + bed.discord.guildId() + "\"", "\"4711\""),
                        "is not in the server 4711",
                        "https://discord.com/oauth2/authorize?client_id="),
                Fault.problem(
                        "the channel is unknown",
                        bed -> bed.replace("\"" + bed.discord.channelId() + "\"", "\"4711\""),
                        "knows no channel 4711",
                        "Copy ID"),
                Fault.problem(
                        "permissions are missing",
                        bed -> bed.discord.botPermissions(ALL_SEVEN & ~ATTACH_FILES),
                        "lacks \"Attach Files\"",
                        "channel settings"));
    }

    static List<Fault> ofRolesAndTheWayThere() {
        return List.of(
                Fault.problem(
                        "a role is not there",
                        bed -> bed.replace("deploy = [\"" + bed.ops, "deploy = [\"4711"),
                        "no role 4711 (discord.roles.deploy)",
                        "Copy ID"),
                Fault.problem(
                        "a role cannot be notified",
                        bed -> bed.replace(
                                "approve = [\"" + bed.ops, "approve = [\"" + bed.discord.role("quiet", false)),
                        "a question would reach nobody",
                        "Let anyone mention that role"),
                Fault.problem(
                        "interactions go elsewhere",
                        bed -> bed.discord.interactionsEndpoint("https://elsewhere.example/"),
                        "Interactions Endpoint URL",
                        "Empty that field"),
                Fault.away(
                        "Discord does not answer",
                        bed -> bed.discord.trouble().unreachable(),
                        "Asked Discord at",
                        "Deploys go on without the chat"));
    }

    static List<Fault> ofTheJournal() {
        return List.of(
                Fault.problem(
                        "journal and proxy disagree",
                        bed -> {
                            journal(bed, Stories.firstDeploy().switched().then(DeploymentEvent.Completed::new));
                            bed.host.runs("shop-green", "web");
                            Files.writeString(bed.proxyFile(), bed.host.proxyText("none"));
                            bed.host.printsConfiguration(Files.readString(bed.proxyFile()) + PlayedHost.SITE);
                        },
                        "the journal says that BLUE serves, but the proxy points at no colour",
                        "`kawasemi repair shop --active blue`"),
                Fault.problem(
                        "a deployment is stuck",
                        bed -> journal(
                                bed,
                                Stories.firstDeploy()
                                        .upToTheGate()
                                        .then(at -> new AftercareEvent.Stuck(at, "no space left"))),
                        "Deployment 1 is stuck",
                        "`kawasemi repair shop --active COLOR`"));
    }

    private static void journal(CheckBed bed, Stories story) {
        try (Journal journal = Journals.sqlite(bed.state().resolve("kawasemi.db"), bed.time)) {
            DeploymentId id = journal.nextId();
            story.events().forEach(event -> journal.append(id, event));
        }
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
