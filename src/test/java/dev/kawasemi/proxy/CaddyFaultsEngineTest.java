package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunners;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** A real Caddy, and the switch cut short at each of its places. */
@Tag("engine")
class CaddyFaultsEngineTest extends ProxyFaultsContract {
    CaddyFaultsEngineTest() {
        super(ProxyKind.CADDY);
    }

    @Override
    String figures() {
        return "caddy";
    }

    /** It imports {@code *.caddy}. */
    @Override
    void readsOursAlone() throws Exception {
        CommandResult test = CommandRunners.system()
                .run(Command.of(Duration.ofSeconds(10), site().proxy().test()));
        assertEquals(0, test.exitCode(), test.stderr());
    }
}
