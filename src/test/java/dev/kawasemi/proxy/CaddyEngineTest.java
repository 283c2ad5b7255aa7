package dev.kawasemi.proxy;

import org.junit.jupiter.api.Tag;

/** A real Caddy keeps the contract. */
@Tag("engine")
class CaddyEngineTest extends FileProxyContract {
    CaddyEngineTest() {
        super(ProxyKind.CADDY);
    }
}
