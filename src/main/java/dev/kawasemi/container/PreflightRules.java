package dev.kawasemi.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kawasemi.deployment.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a compose file must keep to so that two colours of it can stand side by side. Each broken rule is a sentence that names the service. */
final class PreflightRules {
    private final ComposeApp app;
    private final ComposeConfig blue;
    private final ComposeConfig green;
    private final Set<String> staged;
    private final Set<Finding> problems = new LinkedHashSet<>();

    private PreflightRules(ComposeApp app, ComposeConfig blue, ComposeConfig green) {
        this.app = app;
        this.blue = blue;
        this.green = green;
        this.staged = stagedServices(app);
    }

    static List<Finding> broken(ComposeApp app, ComposeConfig blue, ComposeConfig green) {
        PreflightRules rules = new PreflightRules(app, blue, green);
        rules.everyNamedServiceExists();
        for (ComposeConfig config : List.of(blue, green)) {
            rules.onlyWebPublishes(config);
            rules.webCanBePublished(config);
            rules.nothingDependsOnOthers(config);
            rules.volumesAreTheQueues(config);
            rules.queueKeepsItsFilesApart(config);
        }
        rules.networksAreApart();
        return List.copyOf(rules.problems);
    }

    /** @param other the same colour's config with another version */
    static List<Finding> versionWithoutEffect(ComposeApp app, ComposeConfig config, ComposeConfig other) {
        boolean built = app.prepare() == ComposeApp.Prepare.BUILD
                && stagedServices(app).stream().anyMatch(config::isBuilt);
        if (built || !config.root().equals(other.root())) {
            return List.of();
        }
        String variable = app.versionVariable().orElse("");
        return List.of(Finding.problem(
                "Nothing in " + app.composeFile() + " depends on " + variable
                        + ", so every version would start the same images",
                "Write for example image: NAME:${" + variable
                        + "}, or set version-variable = null for one moving tag"));
    }

    static Set<String> stagedServices(ComposeApp app) {
        return Stream.of(
                        app.stages().web(), app.stages().workers(), app.stages().schedulers())
                .flatMap(List::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void everyNamedServiceExists() {
        Set<String> named = new LinkedHashSet<>(List.of(app.webService()));
        named.addAll(staged);
        app.queue().ifPresent(queue -> named.add(queue.service()));
        named.stream()
                .filter(name -> !blue.has(name) || !green.has(name))
                .forEach(name -> broken(
                        "There is no service " + name + " in " + app.composeFile() + "; it has "
                                + String.join(", ", blue.services()),
                        "Add it there, or name another in the app's web.service, stages or queue"));
    }

    private void onlyWebPublishes(ComposeConfig config) {
        for (String name : config.services()) {
            List<String> published = config.ports(name)
                    .map(port -> port.path("published").asText(""))
                    .filter(port -> !port.isEmpty())
                    .toList();
            if (!name.equals(app.webService()) && !published.isEmpty()) {
                broken(
                        "Service " + name + " publishes host port " + String.join(", ", published)
                                + ": two colours cannot both have it",
                        "Only " + app.webService() + " may publish; take the ports of " + name + " out");
            }
        }
    }

    private void webCanBePublished(ComposeConfig config) {
        for (String name : webAndQueue()) {
            String mode = config.service(name).path("network_mode").asText("");
            if (!mode.isEmpty() && !mode.equals("bridge")) {
                broken(
                        "Service " + name + " has network_mode " + mode
                                + ": both colours would listen at the same place",
                        "Take network_mode out");
            }
        }
        JsonNode web = config.service(app.webService());
        int replicas = Math.max(
                web.path("scale").asInt(1), web.path("deploy").path("replicas").asInt(1));
        if (replicas > 1) {
            broken(
                    "Service " + app.webService() + " has " + replicas
                            + " replicas: a colour's port leads to one container",
                    "Use one, with more processes in it");
        }
    }

    private void nothingDependsOnOthers(ComposeConfig config) {
        for (String name : staged) {
            List<String> others = new ArrayList<>();
            config.service(name).path("depends_on").fieldNames().forEachRemaining(others::add);
            others.stream()
                    .filter(other -> !staged.contains(other))
                    .forEach(other -> broken(
                            "Service " + name + " depends on " + other
                                    + ", which is in no stage and would not be started",
                            "Put " + other
                                    + " into a stage, or into a project of its own and take the depends_on out"));
        }
    }

    private void volumesAreTheQueues(ComposeConfig config) {
        for (String name : staged) {
            namedVolumes(config, name)
                    .filter(volume -> !ComposeConfig.external(config.volume(volume)))
                    .filter(volume -> !isQueue(name))
                    .forEach(volume -> broken(
                            "Service " + name + " keeps data in the volume " + volume
                                    + ": each colour would have one of its own, so a database would silently be two",
                            "Put " + name + " into a project of its own, or make the volume external"));
        }
    }

    /** Two brokers that write the same files destroy them. */
    private void queueKeepsItsFilesApart(ComposeConfig config) {
        app.queue().map(ComposeApp.Queue::service).ifPresent(name -> {
            namedVolumes(config, name)
                    .filter(volume -> blue.volume(volume)
                            .path("name")
                            .equals(green.volume(volume).path("name")))
                    .forEach(volume -> broken(
                            "Queue service " + name + " keeps data in the volume " + volume
                                    + ", which both colours would share: two brokers would write the same files",
                            "Let Compose name the volume (no external, no name)"));
            config.mounts(name)
                    .filter(mount -> mount.path("type").asText().equals("bind"))
                    .filter(mount -> !mount.path("read_only").asBoolean(false))
                    .map(mount -> mount.path("source").asText())
                    .filter(source -> !Files.isRegularFile(Path.of(source)))
                    .forEach(source -> broken(
                            "Queue service " + name + " writes into the host's folder " + source
                                    + ", which both colours would share",
                            "Use a named volume, or mount it read-only"));
        });
    }

    private void networksAreApart() {
        for (String name : staged) {
            for (String network : blue.networksOf(name)) {
                boolean shared = blue.network(network)
                        .path("name")
                        .equals(green.network(network).path("name"));
                if (shared && !ComposeConfig.external(blue.network(network))) {
                    broken(
                            "Network " + network + " of service " + name
                                    + " has a fixed name: both colours would be in it",
                            "Take the name out, or make it external");
                } else if (shared && app.stages().web().contains(name) && !name.equals(app.webService())) {
                    broken(
                            "Service " + name + " is in the external network " + network
                                    + ": there its name would lead to either colour",
                            "Take it out of that network");
                }
                fixedSubnets(network)
                        .forEach(subnet -> broken(
                                "Network " + network + " has the fixed subnet " + subnet
                                        + ": two colours cannot both have it",
                                "Take the subnet out"));
            }
        }
    }

    private void broken(String seen, String fix) {
        problems.add(Finding.problem(seen, fix));
    }

    private List<String> fixedSubnets(String network) {
        return ComposeConfig.each(blue.network(network).path("ipam").path("config"))
                .filter(entry -> ComposeConfig.each(
                                green.network(network).path("ipam").path("config"))
                        .anyMatch(entry::equals))
                .map(entry -> entry.path("subnet").asText(""))
                .filter(subnet -> !subnet.isEmpty())
                .toList();
    }

    private Set<String> webAndQueue() {
        Set<String> names = new LinkedHashSet<>(List.of(app.webService()));
        app.queue().ifPresent(queue -> names.add(queue.service()));
        return names;
    }

    private boolean isQueue(String name) {
        return app.queue().filter(queue -> queue.service().equals(name)).isPresent();
    }

    private static Stream<String> namedVolumes(ComposeConfig config, String service) {
        return config.mounts(service)
                .filter(mount -> mount.path("type").asText().equals("volume"))
                .map(mount -> mount.path("source").asText(""))
                .filter(source -> !source.isEmpty());
    }
}
