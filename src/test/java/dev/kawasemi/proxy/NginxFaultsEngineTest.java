package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.Nginx;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real nginx, and the switch cut short at each of its places. */
@Tag("engine")
class NginxFaultsEngineTest extends ProxyFaultsContract {
    NginxFaultsEngineTest() {
        super(ProxyKind.NGINX);
    }

    private Nginx nginx() {
        return (Nginx) site().proxy();
    }

    @Override
    String figures() {
        return "proxy";
    }

    /** Whoever includes the whole folder, by either pattern, gets no dot file. */
    @Override
    void readsOursAlone() throws Exception {
        nginx().testIncluding("conf.d/*.conf");
        nginx().testIncluding("conf.d/*");
    }

    @Test
    void withNginxsMasterKilledItsWorkersServeOnAndTheSwitchSaysSo() throws Exception {
        nginx().killMaster();
        ProxyException failed =
                assertThrows(ProxyException.class, () -> site().switcher().switchTo(green()));
        assertTrue(failed.previousInPlace(), failed.getMessage());
        assertTrue(failed.getMessage().contains("nginx serves as before"), failed.getMessage());
        assertTrue(nginx().get().endsWith("blue"));
    }
}
