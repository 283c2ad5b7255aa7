package dev.kawasemi.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Freeze;
import dev.kawasemi.host.Sample;
import dev.kawasemi.rollout.AppStatus;
import dev.kawasemi.rollout.DeployEngine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How the apps stand, for programs. The names are part of the command line's contract; null is "not measured" or "there is none". */
final class StatusJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private StatusJson() {}

    static String of(List<AppStatus> statuses, DeployEngine engine) {
        ArrayNode all = JSON.arrayNode();
        statuses.forEach(status -> {
            ObjectNode app = app(status, engine.history());
            app.set(
                    "freeze",
                    engine.frozen(status.app()).map(StatusJson::freeze).orElse(null));
            all.add(app);
        });
        return all.toPrettyString();
    }

    private static ObjectNode app(AppStatus status, List<Deployment> history) {
        ObjectNode app = JSON.objectNode();
        app.put("app", status.app().value());
        put(app, "active", status.active().map(Color::id));
        put(
                app,
                "version",
                StatusLines.Serving.of(status, history).map(d -> d.version().value()));
        app.set("deployment", status.last().map(StatusJson::deployment).orElse(null));
        app.set(
                "health",
                status.health()
                        .map(probe -> JSON.objectNode()
                                .put("ok", probe.ok())
                                .put("text", probe.text())
                                .put("millis", probe.took().toMillis()))
                        .orElse(null));
        app.set("containers", containers(status));
        app.set("host", host(status.host()));
        put(app, "disagreement", status.disagreement());
        ArrayNode problems = app.putArray("problems");
        status.problems().forEach(problems::add);
        return app;
    }

    private static ObjectNode deployment(Deployment d) {
        ObjectNode node = JSON.objectNode();
        node.put("id", d.id().number());
        node.put("version", d.version().value());
        node.put("color", d.next().color().id());
        node.put("phase", d.phase().name().toLowerCase(Locale.ROOT));
        node.put("by", d.actor().name());
        node.put("startedAt", d.startedAt().toString());
        node.put("changedAt", d.changedAt().toString());
        put(node, "failure", d.failure());
        AftercareJson.into(node, d);
        return node;
    }

    private static ObjectNode freeze(Freeze freeze) {
        return JSON.objectNode()
                .put("by", freeze.owner().name())
                .put("reason", freeze.reason())
                .put("since", freeze.since().toString())
                .put("ends", freeze.ends().toString());
    }

    private static ArrayNode containers(AppStatus status) {
        ArrayNode all = JSON.arrayNode();
        for (Color color : Color.values()) {
            status.containers()
                    .getOrDefault(color, List.of())
                    .forEach(one -> all.addObject()
                            .put("color", color.id())
                            .put("service", one.ref().service())
                            .put("state", one.state().name().toLowerCase(Locale.ROOT))
                            .put("restarts", one.restarts())
                            .put("exitCode", one.exitCode()));
        }
        return all;
    }

    private static ObjectNode host(Sample sample) {
        ObjectNode host = JSON.objectNode();
        put(host, "cpuPercent", sample.cpuPercent());
        put(host, "cpuPressurePercent", sample.cpuPressure());
        put(host, "memoryPressurePercent", sample.memoryPressure());
        put(host, "memoryTotalBytes", sample.memoryTotal());
        put(host, "memoryAvailableBytes", sample.memoryAvailable());
        put(host, "diskFreeBytes", sample.diskFree());
        put(host, "temperatureCelsius", sample.temperature());
        return host;
    }

    private static void put(ObjectNode node, String name, Optional<String> value) {
        value.ifPresentOrElse(text -> node.put(name, text), () -> node.putNull(name));
    }

    private static void put(ObjectNode node, String name, OptionalDouble value) {
        value.ifPresentOrElse(number -> node.put(name, number), () -> node.putNull(name));
    }

    private static void put(ObjectNode node, String name, OptionalLong value) {
        value.ifPresentOrElse(number -> node.put(name, number), () -> node.putNull(name));
    }
}
