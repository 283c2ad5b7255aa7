package dev.kawasemi.cli;

import dev.kawasemi.deployment.Actor;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.rollout.DeployEngine;
import dev.kawasemi.testing.FakeDeployEngine;
import dev.kawasemi.testing.FakeTime;
import dev.kawasemi.testing.Stories;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A person at a terminal of a host that only pretends. */
final class Typing {
    final FakeDeployEngine engine = new FakeDeployEngine(new FakeTime(), Stories.SHOP, new AppName("blog"));
    /** What stands in the way; of an app where it begins with the app's name, else of the host. What to do is "Mend it". */
    final List<String> problems = new ArrayList<>();

    final List<Finding> ofHost = new ArrayList<>();
    final List<Path> opened = new ArrayList<>();
    final List<String> done = new ArrayList<>();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> environment = Map.of();
    Host.Factory hosts = this::open;
    Runnable serving = () -> done.add("run");

    int type(String... words) {
        Terminal terminal = new Terminal(stream(out), stream(err), environment, 1000, "pi", ZoneOffset.UTC);
        return new Cli(hosts, terminal).run(words);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private Host open(Path config) {
        opened.add(config);
        return new PretendedHost();
    }

    private final class PretendedHost implements Host {
        @Override
        public DeployEngine engine() {
            return engine;
        }

        @Override
        public CheckReport check() {
            List<CheckReport.Part> parts = new ArrayList<>();
            List<String> heads = engine.apps().stream().map(app -> app + ": ").toList();
            List<Finding> host = new ArrayList<>(ofHost);
            problems.stream()
                    .filter(line -> heads.stream().noneMatch(line::startsWith))
                    .forEach(line -> host.add(Finding.problem(line, "Mend it")));
            parts.add(CheckReport.Part.of("host", host));
            engine.apps()
                    .forEach(app -> parts.add(CheckReport.Part.of(
                            app,
                            problems.stream()
                                    .filter(line -> line.startsWith(app + ": "))
                                    .map(line -> Finding.problem(
                                            line.substring(app.value().length() + 2), "Mend it"))
                                    .toList())));
            return new CheckReport(parts);
        }

        @Override
        public List<String> init(AppName app) {
            return List.of("include /etc/nginx/kawasemi/" + app + ".conf;");
        }

        @Override
        public void serve() {
            serving.run();
        }

        @Override
        public void console(PrintStream to, Actor actor) {
            done.add("console " + actor.id() + " " + actor.name());
        }

        @Override
        public void close() {
            done.add("close");
        }
    }
}
