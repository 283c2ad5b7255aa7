package dev.kawasemi.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kawasemi.bed.Traffic;
import dev.kawasemi.testing.Shows;
import java.io.IOException;
import java.util.List;

/** What visitors saw over all end-to-end tests. */
final class Visitors {
    private static int requests;
    private static int failed;

    private Visitors() {}

    static void assertNoneFailed(Traffic traffic) {
        requests += traffic.visits().size();
        failed += traffic.failures().size();
        assertEquals(List.of(), traffic.failures());
    }

    static void show() throws IOException {
        Shows.write("requests", requests);
        Shows.write("failed-requests", failed);
    }

    static int requests() {
        return requests;
    }
}
