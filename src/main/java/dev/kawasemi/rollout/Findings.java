package dev.kawasemi.rollout;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Deployment;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What came of a recovery, for people. */
final class Findings {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    final List<String> settled = new ArrayList<>();
    final List<String> needsAPerson = new ArrayList<>();

    void tookUp(Deployment before, Deployment after) {
        settled.add(before.app() + ": deployment " + before.id() + " was interrupted while it was " + before.phase()
                + " (" + before.stepUnderWay().word() + "); it is now " + after.phase());
    }

    void log() {
        settled.forEach(LOG::info);
        needsAPerson.forEach(LOG::error);
    }

    RecoveryReport report(List<AppName> open) {
        return new RecoveryReport(settled, open, needsAPerson);
    }
}
