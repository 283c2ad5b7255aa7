package dev.kawasemi.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.Drained;
import dev.kawasemi.deployment.Stack;
import java.util.Locale;
import java.util.Optional;

/** A deployment's restarts, queues, standby and repair, for {@link StatusJson}; null where there is none. */
final class AftercareJson {
    private AftercareJson() {}

    static void into(ObjectNode node, Deployment d) {
        put(node, "retireProblem", d.retireProblem());
        put(node, "failedColor", d.failedColor().map(Stack::color).map(Color::id));
        put(node, "repaired", d.repaired().map(Color::id));
        d.restart()
                .ifPresentOrElse(
                        restart -> node.putObject("restart")
                                .put("at", restart.at().toString())
                                .put("phase", restart.phase().name().toLowerCase(Locale.ROOT))
                                .put("step", restart.step().word()),
                        () -> node.putNull("restart"));
        d.draining()
                .ifPresentOrElse(
                        going -> node.putObject("draining")
                                .put("color", going.stack().color().id())
                                .put("since", going.since().toString()),
                        () -> node.putNull("draining"));
        d.drained().ifPresentOrElse(done -> drained(node, done), () -> node.putNull("drained"));
        d.standbyNote()
                .ifPresentOrElse(
                        note -> node.putObject("standby")
                                .put("state", note.state().name().toLowerCase(Locale.ROOT))
                                .put("at", note.at().toString())
                                .put("text", note.text()),
                        () -> node.putNull("standby"));
    }

    private static void drained(ObjectNode node, Drained done) {
        ObjectNode drained = node.putObject("drained");
        drained.put("color", done.stack().color().id());
        if (done.left().isPresent()) {
            drained.put("left", done.left().getAsLong());
        } else {
            drained.putNull("left");
        }
        ArrayNode cut = drained.putArray("cut");
        done.cut().forEach(cut::add);
    }

    private static void put(ObjectNode node, String name, Optional<String> value) {
        value.ifPresentOrElse(text -> node.put(name, text), () -> node.putNull(name));
    }
}
