package dev.kawasemi.proxy;

import org.junit.jupiter.api.Tag;

/** A real HAProxy keeps the contract. */
@Tag("engine")
class HaproxyEngineTest extends FileProxyContract {
    HaproxyEngineTest() {
        super(ProxyKind.HAPROXY);
    }
}
