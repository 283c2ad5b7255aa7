package dev.kawasemi.testing;

import dev.kawasemi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A fake time that goes on by itself as well: what passes in reality is added. For the far side of a client that waits in real time. */
public final class RunningTime implements TimeSource {
    private final TimeSource real = TimeSource.system();
    private final Duration begun = real.elapsed();
    private final FakeTime fake;

    public RunningTime(FakeTime fake) {
        this.fake = fake;
    }

    @Override
    public Instant now() {
        return fake.now().plus(passed());
    }

    @Override
    public Duration elapsed() {
        return fake.elapsed().plus(passed());
    }

    @Override
    public String origin() {
        return "running";
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        fake.sleep(duration);
    }

    private Duration passed() {
        return real.elapsed().minus(begun);
    }
}
