package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real Caddy keeps the contract. */
@Tag("engine")
class CaddyEngineTest extends FileProxyContract {
    CaddyEngineTest() {
        super(ProxyKind.CADDY);
    }

    /** The test's host is set as it says. */
    @Test
    void whereItsAdviceWasFollowedNoneIsLeft() {
        assertEquals(List.of(), switcher().advice());
    }

    /** Where Caddy left a part of the refused configuration running, only its restart ends that; nobody takes it for the old colour's until then. */
    @Override
    @Test
    void aReloadThatTheProxyCannotFollowIsSeenAndTheOldColourServesOn() throws Exception {
        site().serving(blue());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listenAt(taken.getLocalPort());
            assertTrue(whenAPartWasLeft().getMessage().contains("Restart Caddy"));
        }
        mend();
        assertEquals(Optional.of(blue()), switcher().active());
        assertTrue(switcher().check().toString().contains("Caddy listens twice"));
        assertThrows(ProxyException.class, () -> switcher().restore(Optional.of(blue())));
        site().proxy().kill();
        site().proxy().start();
        assertEquals(List.of(), switcher().check());
        assertTrue(site().proxy().get().endsWith("blue"));
        site().serving(green());
    }

    /** It opens its ports in an order that changes, so at times the taken one is the first: then none is left, and what is said of the old colour is true. */
    private ProxyException whenAPartWasLeft() {
        for (int tries = 0; tries < 50; tries++) {
            ProxyException failed =
                    assertThrows(ProxyException.class, () -> switcher().switchTo(green()));
            if (!failed.previousInPlace()) {
                return failed;
            }
            assertTrue(failed.getMessage().contains("Caddy serves as before"), failed.getMessage());
        }
        throw new AssertionError("none was left in 50 reloads");
    }
}
