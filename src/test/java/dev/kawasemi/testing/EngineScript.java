package dev.kawasemi.testing;

import dev.kawasemi.container.ComposeApp;
import dev.kawasemi.container.ContainerException;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.deployment.Stack;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.process.Cancellation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a {@link FakeContainerEngine} shall answer and where it shall fail, and the acts it was asked for. Safe for many threads. */
public final class EngineScript {
    private final List<String> calls = new ArrayList<>();
    private final Map<String, Deque<RuntimeException>> failures = new HashMap<>();
    private final Map<String, Integer> exitCodes = new HashMap<>();
    private final Map<String, Long> depths = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Map<String, List<String>> running = new HashMap<>();
    private final Map<String, List<String>> logs = new HashMap<>();
    private final Map<String, String> images = new HashMap<>();
    private final Map<AppName, List<Stack>> unmanaged = new HashMap<>();
    private List<Finding> checkProblems = List.of();
    private List<Finding> preflightProblems = List.of();
    private long asked;
    private Consumer<String> onCall = call -> {};
    private CountDownLatch prepareHeld = new CountDownLatch(0);

    /** The next such act (the method's name) fails with a {@link ContainerException} before it does anything. Once per call of this. */
    public EngineScript failNext(String act, String message) {
        return failNext(act, new ContainerException(message));
    }

    public synchronized EngineScript failNext(String act, RuntimeException failure) {
        failures.computeIfAbsent(act, key -> new ArrayDeque<>()).add(failure);
        return this;
    }

    /** Whatever was to fail does not. */
    public synchronized void forgetFailures() {
        failures.clear();
    }

    /** Gets each line of the calls on the caller's thread, after it was listed and before it does anything; it may throw. */
    public synchronized EngineScript onCall(Consumer<String> action) {
        onCall = action;
        return this;
    }

    /** How a service's containers end when stopped: 0 unless said here; 137 is killed at the end of the grace. */
    public synchronized EngineScript exitCodeOnStop(String service, int code) {
        exitCodes.put(service, code);
        return this;
    }

    public synchronized EngineScript queueDepth(String project, long depth) {
        depths.put(project, depth);
        return this;
    }

    /** From now on each look into this project's queue fails, as on a host that is too busy for it. */
    public synchronized EngineScript unreadableQueue(String project) {
        unreadable.add(project);
        return this;
    }

    public synchronized EngineScript readableQueue(String project) {
        unreadable.remove(project);
        return this;
    }

    /** What the running-command would print for this project. */
    public synchronized EngineScript runningTasks(String project, String... names) {
        running.put(project, List.of(names));
        return this;
    }

    synchronized List<String> runningTasksOf(String project) {
        return running.getOrDefault(project, List.of());
    }

    public synchronized EngineScript logs(String service, List<String> lines) {
        logs.put(service, List.copyOf(lines));
        return this;
    }

    /** The image a version resolves to; without a word here each version has an image of its own. */
    public synchronized EngineScript image(Version version, String service, String imageId) {
        images.put(version + " " + service, imageId);
        return this;
    }

    /** What runs under a foreign project; its containers are made with {@link FakeHost#up}. */
    public synchronized EngineScript unmanaged(AppName app, Stack... stacks) {
        unmanaged.put(app, List.of(stacks));
        return this;
    }

    /** Each is said with "Mend it". */
    public synchronized EngineScript checkProblems(String... problems) {
        checkProblems = Stream.of(problems)
                .map(seen -> Finding.outOfReach(seen, "Mend it"))
                .toList();
        return this;
    }

    /** Each is said with "Mend it". */
    public synchronized EngineScript preflightProblems(String... problems) {
        preflightProblems = Stream.of(problems)
                .map(seen -> Finding.problem(seen, "Mend it"))
                .toList();
        return this;
    }

    /** From now on prepare waits, as a long pull does, until it is let go or cancelled. */
    public synchronized CountDownLatch holdPrepare() {
        prepareHeld = new CountDownLatch(1);
        return prepareHeld;
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized List<Finding> checkProblems() {
        return checkProblems;
    }

    synchronized List<Finding> preflightProblems() {
        return preflightProblems;
    }

    synchronized List<Stack> unmanagedOf(ComposeApp app) {
        return unmanaged.getOrDefault(app.name(), List.of());
    }

    synchronized int exitCodeOnStop(String service) {
        return exitCodes.getOrDefault(service, 0);
    }

    synchronized long depthOf(String project) {
        if (unreadable.contains(project)) {
            throw new ContainerException("no answer in 5 s");
        }
        return depths.getOrDefault(project, 0L);
    }

    synchronized List<String> logsOf(String service, int lines) {
        List<String> all = logs.getOrDefault(service, List.of());
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    synchronized Map<String, String> imagesOf(List<String> services, Version version) {
        Map<String, String> ids = new TreeMap<>();
        for (String service : services) {
            String made = String.format(Locale.ROOT, "sha256:%064x", (service + version).hashCode() & 0xffffffffL);
            ids.put(service, images.getOrDefault(version + " " + service, made));
        }
        return ids;
    }

    void record(String act, String about) {
        String call = (act + " " + about).strip();
        Consumer<String> listener;
        synchronized (this) {
            calls.add(call);
            listener = onCall;
        }
        listener.accept(call);
        before(act);
    }

    /** How often anything was asked. */
    synchronized long asked() {
        return asked;
    }

    synchronized void before(String act) {
        asked++;
        Deque<RuntimeException> next = failures.get(act);
        if (next != null && !next.isEmpty()) {
            throw next.remove();
        }
    }

    void waitWhilePrepareIsHeld(Cancellation cancellation) throws InterruptedException {
        CountDownLatch held;
        synchronized (this) {
            held = prepareHeld;
        }
        Cancellation.Registration registration = cancellation.onRequest(held::countDown);
        try {
            held.await();
        } finally {
            registration.close();
        }
    }
}
