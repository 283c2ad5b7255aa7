package dev.kawasemi.deployment;

import dev.kawasemi.testing.Stories;

/** Deployment 42 brought to each phase by events, as it comes about. */
final class Phases {
    private Phases() {}

    static Deployment deployment(Phase phase) {
        return story(phase).deployment();
    }

    static Stories story(Phase phase) {
        return switch (phase) {
            case RUNNING -> Stories.upgrade().upToTheGate();
            case UNDOING ->
                Stories.upgrade()
                        .upToTheGate()
                        .fails(Step.HEALTH_GATE, 180, "never healthy")
                        .then(at -> new DeploymentEvent.UndoStarted(at, Actor.KAWASEMI, "never healthy"));
            case AWAITING_APPROVAL -> Stories.upgrade().switched().asked(Stories.evidence(0));
            case ROLLING_BACK ->
                story(Phase.AWAITING_APPROVAL)
                        .then(at -> new DeploymentEvent.RollBackStarted(at, Stories.BOB, "asked for"));
            case RETIRING -> story(Phase.AWAITING_APPROVAL).approved(Stories.BOB);
            case UNDO_WINDOW -> story(Phase.RETIRING).windowOpened();
            case REVIVING -> story(Phase.UNDO_WINDOW).then(at -> new DeploymentEvent.ReviveStarted(at, Stories.ALICE));
            case REMOVING -> story(Phase.UNDO_WINDOW).then(DeploymentEvent.RemovalStarted::new);
            case COMPLETED -> story(Phase.REMOVING).then(DeploymentEvent.Completed::new);
            case ABORTED -> Stories.upgrade().neverHealthy("never healthy");
            case ROLLED_BACK -> story(Phase.ROLLING_BACK).then(DeploymentEvent.RollBackDone::new);
            case STUCK -> story(Phase.ROLLING_BACK).then(at -> new AftercareEvent.Stuck(at, "the proxy is down"));
        };
    }
}
