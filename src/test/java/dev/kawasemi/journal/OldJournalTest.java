package dev.kawasemi.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kawasemi.deployment.Deployment;
import dev.kawasemi.deployment.DeploymentEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an earlier Kawasemi wrote is still read. */
class OldJournalTest {
    private final EventCodec codec = new EventCodec();

    @Test
    void anApprovalOfBeforeIsNoBypass() throws Exception {
        DeploymentEvent event = codec.decode("""
                {"type":"Approved","at":"2026-11-22T14:15:00Z","actor":{"origin":"DISCORD","id":"2","name":"Bob"},
                 "generation":1,"undoWindow":"PT10M","tasksGivenUp":0}""");
        assertEquals(false, ((DeploymentEvent.Approved) event).bypass());
    }

    @Test
    void aDeploymentOfBeforeHasNoReason() throws Exception {
        DeploymentEvent event = codec.decode("""
                {"type":"Accepted","at":"2026-11-22T14:02:00Z","id":{"number":1},"app":{"value":"shop"},"old":null,
                 "next":{"app":{"value":"shop"},"color":"BLUE","project":"shop-blue","port":18001,"adopted":false},
                 "version":{"value":"v1"},"actor":{"origin":"DISCORD","id":"2","name":"Bob"},"kept":null}""");
        Deployment now = Deployment.begin((DeploymentEvent.Accepted) event);
        assertEquals("", now.reason());
        assertEquals(Optional.empty(), now.bypassedBy());
    }
}
