package dev.kawasemi.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zeroturnaround.exec.MessageLoggers;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;
import org.zeroturnaround.exec.StartedProcess;
import org.zeroturnaround.exec.stream.PumpStreamHandler;

/**
 * By zt-exec, with four of its defaults turned: stdout and stderr apart, nothing logged (its messages hold the environment), every exit code is a
 * value, and the end of a call is the end of the whole process tree.
 */
final class SystemCommandRunner implements CommandRunner {
    /** For the last output of a process that has ended; a daemon it left behind may hold the pipe open for ever. */
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);

    /** For a killed process to be gone; SIGKILL cannot be refused, but a process may hang in the kernel. */
    private static final Duration DEATH = Duration.ofSeconds(10);

    @Override
    public CommandResult run(Command command, Cancellation cancellation) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before " + program(command) + " was started");
        }
        if (cancellation.requested()) {
            return new CommandResult(CommandResult.CANCELLED, "", "", Duration.ZERO);
        }
        Run run = new Run(command);
        Cancellation.Registration registration = cancellation.onRequest(run::cancel);
        try {
            return run.end();
        } finally {
            registration.close();
        }
    }

    private static String program(Command command) {
        return command.argv().get(0);
    }

    /** One running process. */
    private static final class Run {
        private final OutputTail stdout = new OutputTail(MAX_OUTPUT);
        private final OutputTail stderr = new OutputTail(MAX_OUTPUT);
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final long startedAt = System.nanoTime();
        private final Duration limit;
        private final StartedProcess process;

        Run(Command command) {
            limit = command.limit();
            process = start(command);
        }

        CommandResult end() throws InterruptedException {
            Future<ProcessResult> result = process.getFuture();
            try {
                return ended(result.get(limit.toNanos(), TimeUnit.NANOSECONDS).getExitValue());
            } catch (TimeoutException e) {
                killAndWait(result);
                return ended(CommandResult.TIMED_OUT);
            } catch (InterruptedException e) {
                ProcessTree.end(process.getProcess().toHandle());
                throw e;
            } catch (ExecutionException e) {
                ProcessTree.end(process.getProcess().toHandle());
                throw new IllegalStateException("The output of a program could not be read", e.getCause());
            }
        }

        void cancel() {
            cancelled.set(true);
            ProcessTree.end(process.getProcess().toHandle());
        }

        private CommandResult ended(int exitCode) {
            int code = cancelled.get() ? CommandResult.CANCELLED : exitCode;
            return new CommandResult(
                    code, stdout.text(), stderr.text(), Duration.ofNanos(System.nanoTime() - startedAt));
        }

        private void killAndWait(Future<ProcessResult> result) throws InterruptedException {
            ProcessTree.end(process.getProcess().toHandle());
            try {
                result.get(DEATH.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                result.cancel(true);
            }
        }

        private StartedProcess start(Command command) {
            ProcessExecutor executor = new ProcessExecutor(command.argv())
                    .exitValueAny()
                    .setMessageLogger(MessageLoggers.NOP)
                    .redirectErrorStream(false)
                    .streams(streams(command))
                    .closeTimeout(LAST_OUTPUT.toMillis(), TimeUnit.MILLISECONDS);
            environment(command, executor);
            command.directory().ifPresent(folder -> {
                if (!Files.isDirectory(folder)) {
                    throw new IllegalArgumentException(
                            "Tried to run " + program(command) + " in " + folder + " but there is no such folder");
                }
                executor.directory(folder.toFile());
            });
            try {
                return executor.start();
            } catch (IOException e) {
                // zt-exec's own message holds the environment; the one beneath it names the program and the error
                // number.
                throw new ProgramNotFoundException(program(command), bare(e));
            }
        }

        private PumpStreamHandler streams(Command command) {
            byte[] input = command.input().getBytes(StandardCharsets.UTF_8);
            return input.length == 0
                    ? new PumpStreamHandler(stdout, stderr)
                    : new PumpStreamHandler(stdout, stderr, new ByteArrayInputStream(input));
        }

        private static Throwable bare(IOException failure) {
            Throwable beneath = failure.getCause();
            return beneath == null ? new IOException("it could not be started") : beneath;
        }

        private static void environment(Command command, ProcessExecutor executor) {
            for (String name : System.getenv().keySet()) {
                if (command.dropPrefixes().stream().anyMatch(name::startsWith)) {
                    executor.environment(name, null);
                }
            }
            command.environment().forEach(executor::environment);
        }
    }
}
