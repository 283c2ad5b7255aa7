package dev.kawasemi.webhook;

import dev.kawasemi.time.TimeSource;
import dev.kawasemi.webhook.WebhookSettings.Hook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every rule that a request has to pass, in the order of what it costs to look. */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** By address: a flood of bad requests is turned away before its bodies are read. Behind a proxy of the host's all senders share one. */
    private static final int BAD_A_MINUTE = 60;
    /** By hook, of well signed ones: more releases than a person could look at. */
    private static final int GOOD_A_MINUTE = 10;

    private final Map<String, Hook> hooks;
    private final SqliteSeen seen;
    private final TimeSource time;
    private final ReleaseListener listener;
    private final Rate bad;
    private final Rate good;

    Gate(List<Hook> hooks, SqliteSeen seen, TimeSource time, ReleaseListener listener) {
        this.hooks = hooks.stream().collect(Collectors.toMap(Hook::path, Function.identity()));
        this.seen = seen;
        this.time = time;
        this.listener = listener;
        this.bad = new Rate(BAD_A_MINUTE, MINUTE, time);
        this.good = new Rate(GOOD_A_MINUTE, MINUTE, time);
    }

    /** What can be told before the body is read. */
    Hook admit(String from, String method, String path, Optional<String> contentType) throws Refused {
        if (bad.exceeded(from)) {
            throw new Refused(429, "too many bad requests; wait a minute");
        }
        Hook hook = hooks.get(path);
        if (hook == null) {
            throw new Refused(404, "nothing listens here");
        }
        if (!method.equals("POST")) {
            throw new Refused(405, "POST it");
        }
        String type = contentType.orElse("").split(";", -1)[0].strip();
        if (!type.equalsIgnoreCase("application/json")) {
            throw new Refused(415, "send it as application/json (GitHub: the webhook's \"Content type\")");
        }
        return hook;
    }

    /** The whole request: signature first, so that nobody else's body is looked into. */
    NewRelease pass(Hook hook, Inbound request) throws Refused {
        checkSignature(hook, request);
        NewRelease release = hook.sender() == WebhookSettings.Sender.GITHUB
                ? GitHub.read(hook, request)
                : SignedPost.read(hook, request);
        if (good.exceeded(hook.path())) {
            throw new Refused(429, "too many releases in a minute");
        }
        if (!seen.first(hook.path(), request.body())) {
            throw new Refused(409, "this very request came before; nothing was done");
        }
        good.count(hook.path());
        tell(hook, request, release);
        return release;
    }

    private void checkSignature(Hook hook, Inbound request) throws Refused {
        if (hook.sender() == WebhookSettings.Sender.GITHUB) {
            GitHub.check(hook, request);
        } else {
            SignedPost.check(hook, request, time.now());
        }
    }

    private void tell(Hook hook, Inbound request, NewRelease release) {
        boolean told = false;
        try {
            listener.announced(release);
            told = true;
        } finally {
            if (!told) {
                seen.forget(hook.path(), request.body());
            }
        }
    }

    /** Counts a bad request against its sender. What it said is not logged: it may be anything. */
    void refused(String from, String path, Refused refused) {
        if (refused.status() >= 400 && refused.status() != 429) {
            bad.count(from);
            LOG.info("A webhook request to {} was refused: {} {}", known(path), refused.status(), refused.getMessage());
        }
    }

    private String known(String path) {
        return hooks.containsKey(path) ? path : "a path nobody listens on";
    }
}
