package dev.kawasemi.host;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Pressure of one resource: {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=123}, where total is the microseconds in which at least
 * one task waited (Documentation/accounting/psi.rst). The counter gives the exact share between two looks; the averages lag.
 */
final class Pressure {
    private final ProcFs files;
    private final String path;
    private OptionalLong before = OptionalLong.empty();

    Pressure(ProcFs files, String resource) {
        this.files = files;
        this.path = "proc/pressure/" + resource;
    }

    /** @param passed since the call before; zero at the first */
    OptionalDouble percent(Duration passed) {
        OptionalLong now = total();
        OptionalLong earlier = before;
        before = now;
        if (now.isEmpty() || earlier.isEmpty() || passed.isZero() || now.getAsLong() < earlier.getAsLong()) {
            return OptionalDouble.empty();
        }
        double waited = (now.getAsLong() - earlier.getAsLong()) * 1000.0;
        return OptionalDouble.of(Math.min(100, 100 * waited / passed.toNanos()));
    }

    private OptionalLong total() {
        return files.text(path)
                .flatMap(text ->
                        text.lines().filter(line -> line.startsWith("some ")).findFirst())
                .filter(line -> line.contains("total="))
                .map(line -> ProcFs.parse(line.substring(line.indexOf("total=") + "total=".length())
                        .strip()))
                .orElse(OptionalLong.empty());
    }
}
