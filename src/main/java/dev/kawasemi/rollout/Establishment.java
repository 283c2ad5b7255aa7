package dev.kawasemi.rollout;

import dev.kawasemi.deployment.Deployment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an app at once to what the journal says of it; what cannot be brought there now is left to recovery, which tries on the pulse. */
final class Establishment {
    private static final Logger LOG = LoggerFactory.getLogger(Establishment.class);

    private final Reality reality;
    private final Unsettled unsettled;

    Establishment(Reality reality, Unsettled unsettled) {
        this.reality = reality;
        this.unsettled = unsettled;
    }

    void of(Act act, Deployment now) throws InterruptedException {
        unsettled.add(act.app.name());
        try {
            reality.establish(act, now).forEach(LOG::info);
            unsettled.remove(act.app.name());
        } catch (RuntimeException e) {
            LOG.warn("{} is looked after on the pulse: {}", act.app.name(), e.getMessage());
        }
    }
}
