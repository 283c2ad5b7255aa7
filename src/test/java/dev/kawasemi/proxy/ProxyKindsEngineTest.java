package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.testing.Shows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What visitors notice of five switches, for every kind of proxy on its real program. */
@Tag("engine")
class ProxyKindsEngineTest {
    private static final int REQUESTS = 1000;
    private static final int SWITCHES = 5;

    /** After so many nginx ends one that is kept (keepalive_requests, its default since 1.19.10). */
    private static final int REQUESTS_OF_A_CONNECTION = 1000;

    private static int kinds;
    private static int requests;
    private static int failed;

    @TempDir
    Path folder;

    @BeforeAll
    static void nothingWasSeenYet() {
        kinds = 0;
        requests = 0;
        failed = 0;
    }

    @AfterAll
    static void show() throws IOException {
        Shows.write("proxy-kinds", kinds);
        Shows.write("proxy-requests", requests);
        Shows.write("proxy-failed-requests", failed);
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void noRequestFailsWhileItIsSwitchedFiveTimes(ProxyKind kind) throws Exception {
        ProxySite site = new ProxySite(kind, folder);
        try {
            site.serving(site.blue());
            Visitors visitors = Visitors.ofBothManners(site.proxy());
            for (int turn = 1; turn <= SWITCHES; turn++) {
                visitors.awaitMore(REQUESTS / SWITCHES);
                site.serving(turn % 2 == 1 ? site.green() : site.blue());
            }
            visitors.awaitMore(REQUESTS / SWITCHES);
            saw(visitors.sendHome());
            kinds++;
        } finally {
            site.stop();
        }
    }

    private static void saw(Visitors.Seen seen) {
        requests += seen.requests();
        failed += seen.failures().size();
        assertEquals(List.of(), seen.failures());
        assertEquals(Set.of("blue", "green"), seen.colors());
        assertTrue(seen.requests() >= REQUESTS, seen.toString());
        // Bug: on a fast host they sent so many that nginx ended more connections by its own rule than the switches
        // did.
        int fullyUsed = seen.requests() / REQUESTS_OF_A_CONNECTION;
        assertTrue(
                seen.kept() <= 2 * (SWITCHES + 2) + fullyUsed,
                () -> "connections are not kept: " + seen.kept() + " for " + seen.requests() + " requests");
    }
}
