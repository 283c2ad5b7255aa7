package dev.kawasemi.container;

import dev.kawasemi.process.Cancellation;
import dev.kawasemi.process.Command;
import dev.kawasemi.process.CommandResult;
import dev.kawasemi.process.CommandRunner;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the programs that it runs: on a Pi each {@code docker} takes a tenth of a second of CPU, just when the new web wants it. */
final class CountedRunner implements CommandRunner {
    private final CommandRunner runner;
    private final AtomicLong count = new AtomicLong();

    CountedRunner(CommandRunner runner) {
        this.runner = runner;
    }

    long count() {
        return count.get();
    }

    @Override
    public CommandResult run(Command command, Cancellation cancellation) throws InterruptedException {
        count.incrementAndGet();
        return runner.run(command, cancellation);
    }
}
