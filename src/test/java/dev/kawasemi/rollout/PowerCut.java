package dev.kawasemi.rollout;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Ends a process at its n-th boundary: before or after one write of the journal or one act on the host, or in the middle of an act on several containers. From
 * then on nothing that this process does has any effect.
 */
final class PowerCut {
    /** Acts that change something outside the process. Everything else is looking. */
    private static final Set<String> ACTS = Set.of(
            "nextId",
            "append",
            "prepare",
            "keep",
            "keepAgain",
            "up",
            "stop",
            "restore",
            "remove",
            "removeReleases",
            "weigh",
            "stayStopped",
            "pause",
            "hold",
            "switchTo",
            "force");

    private static final PowerCut NEVER = new PowerCut(0);

    private final int at;
    private final Predicate<String> wanted;
    private final Optional<Runnable> instead;
    private int count;
    private volatile boolean dead;
    private final AtomicReference<String> where = new AtomicReference<>("");

    /** @param at the boundary, from 1; 0: never */
    PowerCut(int at) {
        this(at, words -> false, Optional.empty());
    }

    private PowerCut(int at, Predicate<String> wanted, Optional<Runnable> instead) {
        this.instead = instead;
        this.at = at;
        this.wanted = wanted;
    }

    /** At the first boundary that is described so. */
    static PowerCut when(Predicate<String> words) {
        return new PowerCut(0, words, Optional.empty());
    }

    /** The power stays on, but something happens at that boundary, on the thread that acts. */
    static PowerCut insteadAt(int at, Runnable what) {
        return new PowerCut(at, words -> false, Optional.of(what));
    }

    static PowerCut never() {
        return NEVER;
    }

    /** The process is gone; an {@link Error}, so that nothing takes it for a failure to be dealt with. */
    static final class Gone extends Error {
        Gone() {
            super("the power is off", null, false, false);
        }
    }

    boolean happened() {
        return dead;
    }

    /** The boundary where it happened, in words. */
    String where() {
        return where.get();
    }

    int boundaries() {
        return count;
    }

    <T> T wrap(Class<T> type, T real) {
        if (this == NEVER) {
            return real;
        }
        Object wrapped = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().equals("close")) {
                return null;
            }
            Object[] arguments = args == null ? new Object[0] : args;
            return call(type, method.getName(), arguments, given -> {
                try {
                    return method.invoke(real, given);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        });
        return type.cast(wrapped);
    }

    /** The act itself. */
    private interface Act {
        Object on(Object... arguments) throws Throwable;
    }

    private Object call(Class<?> type, String name, Object[] arguments, Act act) throws Throwable {
        expectPower();
        if (!ACTS.contains(name)) {
            Object result = act.on(arguments);
            expectPower();
            return result;
        }
        String words = type.getSimpleName() + "." + name + List.of(arguments);
        boundary("before " + words);
        Object result = inParts(name, arguments, act, words);
        boundary("after " + words);
        return result;
    }

    /** An act on several containers may be cut in the middle. */
    private Object inParts(String name, Object[] arguments, Act act, String words) throws Throwable {
        int index = "up".equals(name) || "restore".equals(name) ? 2 : 0;
        boolean several = !name.equals("hold")
                && index < arguments.length
                && arguments[index] instanceof List<?> list
                && list.size() > 1;
        if (!several) {
            return act.on(arguments);
        }
        List<Object> results = new ArrayList<>();
        for (Object one : (List<?>) arguments[index]) {
            if (!results.isEmpty()) {
                boundary("in the middle of " + words);
            }
            Object[] part = arguments.clone();
            part[index] = List.of(one);
            Object result = act.on(part);
            results.add(result == null ? List.of() : result);
        }
        return name.equals("stop")
                ? results.stream()
                        .flatMap(result -> ((List<?>) result).stream())
                        .toList()
                : null;
    }

    private void boundary(String words) {
        if (isHere(words)) {
            where.set(words);
            instead.orElseThrow().run();
        }
    }

    /** Whether something is to be done here. @throws Gone where the power ends here */
    private synchronized boolean isHere(String words) {
        expectPower();
        count++;
        boolean here = count == at || wanted.test(words);
        if (here && instead.isEmpty()) {
            dead = true;
            where.set(words);
            throw new Gone();
        }
        return here;
    }

    private void expectPower() {
        if (dead) {
            throw new Gone();
        }
    }
}
