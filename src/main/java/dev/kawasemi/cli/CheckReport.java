package dev.kawasemi.cli;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Finding;
import java.util.List;
import java.util.Optional;

/** What a look before a deploy has found, by what it is about. */
public record CheckReport(List<Part> parts) {
    public CheckReport {
        parts = List.copyOf(parts);
    }

    /**
     * What is about one thing; without findings where all is well.
     *
     * @param subject {@code configuration}, {@code host}, {@code discord} or {@code app}
     */
    public record Part(String subject, Optional<AppName> app, List<Finding> findings) {
        public Part {
            findings = List.copyOf(findings);
        }

        public static Part of(String subject, List<Finding> findings) {
            return new Part(subject, Optional.empty(), findings);
        }

        public static Part of(AppName app, List<Finding> findings) {
            return new Part("app", Optional.of(app), findings);
        }

        String name() {
            return app.map(AppName::value).orElse(subject);
        }

        List<Finding> inTheWay() {
            return findings.stream().filter(Finding::inTheWay).toList();
        }

        List<Finding> notes() {
            return findings.stream().filter(finding -> !finding.inTheWay()).toList();
        }
    }

    /** Of a configuration that cannot be used, or a bot that cannot be asked: nothing else can be looked at then. */
    static CheckReport of(String subject, List<String> reasons, String fix) {
        return new CheckReport(List.of(Part.of(
                subject,
                reasons.stream().map(reason -> Finding.problem(reason, fix)).toList())));
    }

    /** 2 where anything must be mended, 3 where all that is wrong is that somebody does not answer. */
    ExitCode exitCode() {
        List<Finding> all =
                parts.stream().flatMap(part -> part.inTheWay().stream()).toList();
        if (all.isEmpty()) {
            return ExitCode.DONE;
        }
        boolean onlyAway = all.stream().allMatch(finding -> finding.kind() == Finding.Kind.OUT_OF_REACH);
        return onlyAway ? ExitCode.OUT_OF_REACH : ExitCode.REFUSED;
    }
}
