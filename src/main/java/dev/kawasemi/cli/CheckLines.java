package dev.kawasemi.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@link CheckReport}, for people and for programs. The names of the latter are part of the command line's contract. */
final class CheckLines {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private CheckLines() {}

    static List<String> of(CheckReport report) {
        List<String> lines = new ArrayList<>();
        for (CheckReport.Part part : report.parts()) {
            List<Finding> inTheWay = part.inTheWay();
            lines.add(
                    part.name() + ": " + (inTheWay.isEmpty() ? "nothing in the way" : inTheWay.size() + " in the way"));
            inTheWay.forEach(finding -> {
                lines.add("  - " + finding.seen());
                lines.add("    do: " + finding.fix());
            });
            part.notes().forEach(note -> lines.add("  note: " + note.words()));
        }
        return lines;
    }

    static String json(CheckReport report) {
        ObjectNode all = JSON.objectNode();
        ExitCode code = report.exitCode();
        all.put("ok", code == ExitCode.DONE);
        all.put("exitCode", code.number());
        ArrayNode problems = all.putArray("problems");
        ArrayNode notes = all.putArray("notes");
        for (CheckReport.Part part : report.parts()) {
            part.inTheWay()
                    .forEach(finding -> problems.add(about(part)
                            .put("kind", finding.kind().name().toLowerCase(Locale.ROOT))
                            .put("text", finding.seen())
                            .put("fix", finding.fix())));
            part.notes().forEach(note -> notes.add(about(part).put("text", note.words())));
        }
        return all.toPrettyString();
    }

    private static ObjectNode about(CheckReport.Part part) {
        return JSON.objectNode()
                .put("subject", part.subject())
                .put("app", part.app().map(AppName::value).orElse(null));
    }
}
