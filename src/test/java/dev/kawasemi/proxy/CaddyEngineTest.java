package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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
}
