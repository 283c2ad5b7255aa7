package dev.kawasemi.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.process.Cancellation;
import dev.kawasemi.testing.FakeHealthGate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The fake keeps the gate's contract. */
class FakeHealthGateTest extends HealthGateContract {
    private final FakeHealthGate gate = new FakeHealthGate();

    @Override
    HealthGate gate() {
        return gate;
    }

    @Override
    void webIsHealthy() {
        // The fake's default.
    }

    @Override
    void webIsUnavailable() {
        gate.nextNeverHealthy();
    }

    @Test
    void heldCallEndsWhenItIsCancelled() throws Exception {
        FakeHealthGate.Hold hold = gate.holdNext();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<HealthVerdict> verdict = CompletableFuture.supplyAsync(() -> {
            try {
                return await(Optional::empty, cancellation);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertTrue(hold.awaitEntered());
        cancellation.request();
        assertEquals(
                HealthVerdict.Kind.CANCELLED, verdict.get(10, TimeUnit.SECONDS).kind());
    }
}
