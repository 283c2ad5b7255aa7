package dev.kawasemi.proxy;

import org.junit.jupiter.api.Tag;

/** A real nginx keeps the contract. */
@Tag("engine")
class NginxEngineTest extends FileProxyContract {
    NginxEngineTest() {
        super(ProxyKind.NGINX);
    }
}
