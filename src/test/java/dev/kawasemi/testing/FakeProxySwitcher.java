package dev.kawasemi.testing;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.proxy.ProxyException;
import dev.kawasemi.proxy.ProxySwitcher;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A proxy in memory. Everything works until a test scripts a failure; calls are kept in the words of {@link #calls()}. It has two halves, as nginx has: the
 * file, which {@link #active} reads, and what runs, which answers {@link #verify} and {@link #glance}.
 */
public final class FakeProxySwitcher implements ProxySwitcher {
    private final List<String> calls = new ArrayList<>();
    private final List<Consumer<String>> onCall = new ArrayList<>();
    private final Deque<ProxyException> switchFailures = new ArrayDeque<>();
    private final Deque<ProxyException> restoreFailures = new ArrayDeque<>();
    private final Deque<ProxyException> activeFailures = new ArrayDeque<>();
    private final Deque<VerifyVerdict> verdicts = new ArrayDeque<>();
    private final Deque<Glance> glances = new ArrayDeque<>();
    private List<Finding> problems = List.of();
    private final Deque<Crash> crashes = new ArrayDeque<>();
    private Optional<Target> file = Optional.empty();
    private Optional<Target> running = Optional.empty();
    private State state = State.OURS;
    private boolean initialised;

    private enum State {
        OURS,
        REMOVED,
        FOREIGN
    }

    private record Crash(boolean reloaded, Error error) {}

    /** Where traffic goes before the test begins. */
    public synchronized FakeProxySwitcher serving(Target target) {
        set(Optional.of(target));
        initialised = true;
        return this;
    }

    /** The next switch fails; with {@code previousInPlace} false the new target serves all the same. */
    public synchronized void failNextSwitch(String message, boolean previousInPlace) {
        switchFailures.add(new ProxyException(message, previousInPlace));
    }

    public synchronized void failNextRestore(String message) {
        restoreFailures.add(new ProxyException(message, false));
    }

    public synchronized void failNextActive(String message) {
        activeFailures.add(new ProxyException(message, true));
    }

    /** The next switch, restore or force ends the process when the file is written and nothing was told to what runs. */
    public synchronized void crashBetweenWriteAndReload(Error error) {
        crashes.add(new Crash(false, error));
    }

    /** The next switch, restore or force ends the process when both halves are changed. */
    public synchronized void crashBetweenReloadAndVerify(Error error) {
        crashes.add(new Crash(true, error));
    }

    /** The file is gone, what runs goes on: reading and switching are refused, restoring and forcing write it anew. */
    public synchronized void removedByHand() {
        state = State.REMOVED;
    }

    /** Another program wrote the file, what runs goes on: everything but forcing is refused. */
    public synchronized void writtenByAnother() {
        state = State.FOREIGN;
    }

    /** What answers the visitors, whatever the file says. */
    public synchronized Optional<Target> running() {
        return running;
    }

    /** What the next verify says, whatever serves. */
    public synchronized void nextVerify(VerifyVerdict verdict) {
        verdicts.add(verdict);
    }

    public void failNextVerify(String text) {
        nextVerify(new VerifyVerdict(false, 3, text));
    }

    /** What {@link #check} finds from now on, each with "Mend it". */
    public synchronized void problems(String... found) {
        problems =
                Stream.of(found).map(seen -> Finding.problem(seen, "Mend it")).toList();
    }

    /** Someone else moves the traffic: not a call of ours. */
    public synchronized void movedByHand(Optional<Target> target) {
        set(target);
    }

    /** Runs before each act, on its thread, with the line that {@link #calls()} will show. */
    public synchronized void onCall(Consumer<String> listener) {
        onCall.add(listener);
    }

    /** {@code switch green 18002}, {@code restore none}, {@code verify green}, {@code init}; reading is not recorded. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public synchronized List<Finding> check() {
        return state == State.OURS
                ? problems
                : List.of(Finding.problem("the proxy file is not there or not ours", "Repair it"));
    }

    /** As a real one: what runs answers, and with the colour that serves. */
    @Override
    public synchronized List<Finding> checkSite(Optional<Color> serving) {
        return serving.equals(running.map(Target::color)) || serving.isEmpty()
                ? List.of()
                : List.of(Finding.problem("visitors are not led to " + serving.get(), "Reload the proxy"));
    }

    @Override
    public synchronized Optional<Target> active() {
        throwNext(activeFailures);
        refuseUnlessOurs();
        return file;
    }

    @Override
    public void switchTo(Target target) {
        record("switch " + words(Optional.of(target)));
        synchronized (this) {
            refuseUnlessOurs();
            ProxyException failure = switchFailures.poll();
            if (failure == null || !failure.previousInPlace()) {
                set(Optional.of(target));
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    @Override
    public void restore(Optional<Target> previous) {
        record("restore " + words(previous));
        synchronized (this) {
            if (state == State.FOREIGN) {
                refuseUnlessOurs();
            }
            throwNext(restoreFailures);
            set(previous);
        }
    }

    @Override
    public VerifyVerdict verify(Color color, Cancellation cancellation) {
        record("verify " + color.id());
        synchronized (this) {
            if (cancellation.requested()) {
                return new VerifyVerdict(false, 0, "cancelled");
            }
            VerifyVerdict scripted = verdicts.poll();
            if (scripted != null) {
                return scripted;
            }
            boolean there = running.filter(target -> target.color() == color).isPresent();
            return there
                    ? new VerifyVerdict(true, 3, color.id() + " answered 3 of 3 requests")
                    : new VerifyVerdict(false, 3, color.id() + " answered 0 of 3 requests");
        }
    }

    @Override
    public synchronized Glance glance(Cancellation cancellation) {
        if (cancellation.requested()) {
            return new Glance(false, Optional.empty(), Duration.ZERO, "no answer (cancelled)");
        }
        Glance scripted = glances.poll();
        if (scripted != null) {
            return scripted;
        }
        return running.map(target -> new Glance(
                        true,
                        Optional.of(target.color()),
                        Duration.ofMillis(5),
                        "HTTP 200 from " + target.color().id()))
                .orElse(new Glance(false, Optional.empty(), Duration.ofMillis(5), "HTTP 502 without a colour"));
    }

    /** What the next glances see, one each. */
    public synchronized void nextGlances(Glance... seen) {
        glances.addAll(List.of(seen));
    }

    @Override
    public Optional<String> force(Target target) {
        record("force " + words(Optional.of(target)));
        synchronized (this) {
            throwNext(switchFailures);
            activeFailures.clear();
            boolean foreign = state == State.FOREIGN;
            set(Optional.of(target));
            return foreign ? Optional.of("what was there is kept") : Optional.empty();
        }
    }

    @Override
    public List<String> init() {
        record("init");
        synchronized (this) {
            initialised = true;
        }
        return List.of("proxy_pass http://kawasemi_fake;");
    }

    /** Whether {@link #init} was called or something serves. */
    public synchronized boolean initialised() {
        return initialised;
    }

    private void set(Optional<Target> target) {
        Crash crash = crashes.poll();
        state = State.OURS;
        file = target;
        if (crash == null || crash.reloaded()) {
            running = target;
        }
        if (crash != null) {
            throw crash.error();
        }
    }

    private void refuseUnlessOurs() {
        if (state != State.OURS) {
            throw new ProxyException("the proxy file is " + (state == State.REMOVED ? "missing" : "another's"), true);
        }
    }

    private void record(String call) {
        List<Consumer<String>> toTell;
        synchronized (this) {
            calls.add(call);
            toTell = List.copyOf(onCall);
        }
        toTell.forEach(listener -> listener.accept(call));
    }

    private static void throwNext(Deque<ProxyException> failures) {
        ProxyException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
    }

    private static String words(Optional<Target> target) {
        return target.map(t -> t.color().id() + " " + t.port()).orElse("none");
    }
}
