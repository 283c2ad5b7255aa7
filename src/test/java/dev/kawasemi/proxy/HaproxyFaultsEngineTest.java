package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunners;
import java.time.Duration;
import org.junit.jupiter.api.Tag;

/** A real HAProxy, and the switch cut short at each of its places. */
@Tag("engine")
class HaproxyFaultsEngineTest extends ProxyFaultsContract {
    HaproxyFaultsEngineTest() {
        super(ProxyKind.HAPROXY);
    }

    @Override
    String figures() {
        return "haproxy";
    }

    /** Its second {@code -f} is the whole folder. */
    @Override
    void readsOursAlone() throws Exception {
        CommandResult test = CommandRunners.system()
                .run(Command.of(Duration.ofSeconds(10), site().proxy().test()));
        assertEquals(0, test.exitCode(), test.stderr());
    }
}
