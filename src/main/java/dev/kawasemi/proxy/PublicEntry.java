package dev.kawasemi.proxy;

import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.proxy.ProxySwitcher.VerifyVerdict;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** Asks the public entry as a visitor would: each request on a connection of its own, so that it meets the proxy of today. */
final class PublicEntry {
    static final String COLOR_HEADER = "X-Kawasemi-Color";

    /** Long enough for a proxy to start its new workers, short enough that three answers take no time. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ProxySettings.Verify settings;
    private final TimeSource time;
    private final OkHttpClient client;

    PublicEntry(ProxySettings.Verify settings, TimeSource time) {
        this.settings = settings;
        this.time = time;
        this.client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .proxy(Proxy.NO_PROXY)
                .connectionSpecs(specs(settings.publicUrl()))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .callTimeout(settings.timeout())
                .build();
    }

    /** What needs no TLS does not read the certificates of the world either: this is made anew for each act. */
    private static List<ConnectionSpec> specs(URI url) {
        return "https".equals(url.getScheme()) ? List.of(ConnectionSpec.MODERN_TLS) : List.of(ConnectionSpec.CLEARTEXT);
    }

    /** Until the colour has answered as often in a row as configured; a wrong answer starts the count anew. */
    VerifyVerdict verify(Color color, Cancellation cancellation) throws InterruptedException {
        Duration start = time.elapsed();
        int requests = 0;
        int inARow = 0;
        Seen last = Seen.nothing("nothing was asked");
        while (true) {
            if (cancellation.requested()) {
                return new VerifyVerdict(false, requests, "cancelled (requests sent: " + requests + ")");
            }
            if (requests > 0 && time.elapsed().minus(start).compareTo(settings.deadline()) >= 0) {
                return notSeen(color, requests, last);
            }
            last = ask(cancellation);
            requests++;
            inARow = good(last, color) ? inARow + 1 : 0;
            if (inARow >= settings.times()) {
                return new VerifyVerdict(true, requests, seen(color, requests));
            }
            time.sleep(PAUSE);
        }
    }

    /** One request. */
    ProxySwitcher.Glance glance(Cancellation cancellation) {
        Duration start = time.elapsed();
        Seen seen = ask(cancellation);
        return new ProxySwitcher.Glance(
                seen.success(),
                seen.color().flatMap(Color::ofId),
                time.elapsed().minus(start),
                seen.words());
    }

    /**
     * One request: the answer, in words, when it came from something else than what Kawasemi leads traffic to. Empty also where that cannot be told: nobody
     * answered, or with a 5xx, which a proxy gives by itself, without a header, while its web is down or before the first colour.
     */
    Optional<String> answerOfAnother() {
        Seen seen = ask(Cancellation.none());
        boolean tells = !settings.statusOnly() && seen.status() > 0 && seen.status() < 500;
        return tells && seen.color().isEmpty() ? Optional.of(seen.words()) : Optional.empty();
    }

    /** One request: what is wrong with the entry, given that this colour is active and its web answers on its own port. */
    Optional<Finding> against(Color active) {
        Seen seen = ask(Cancellation.none());
        String tried = "Asked the public entry " + settings.publicUrl() + " and saw: " + seen.words();
        if (seen.status() == 0) {
            return Optional.of(
                    Finding.outOfReach(tried, "Start the proxy, or set proxy.public-url to where it listens"));
        }
        if (!seen.success()) {
            return Optional.of(
                    Finding.problem(
                            tried + ", while " + active + "'s web answers on its own port",
                            "proxy.public-url must be answered with 2xx: give a path that the app answers without log-in and redirect, or mend the site"));
        }
        if (!good(seen, active)) {
            return Optional.of(Finding.problem(
                    tried + ", but " + active + " is active",
                    "Put in the lines that `kawasemi init` prints, and reload the proxy"));
        }
        return Optional.empty();
    }

    private boolean good(Seen seen, Color color) {
        boolean right = settings.statusOnly() || seen.color().equals(Optional.of(color.id()));
        return seen.success() && right;
    }

    private Seen ask(Cancellation cancellation) {
        Request request = new Request.Builder()
                .url(settings.publicUrl().toString())
                .header("Connection", "close")
                .header("User-Agent", "kawasemi")
                .build();
        Call call = client.newCall(request);
        Cancellation.Registration registration = cancellation.onRequest(call::cancel);
        try (Response response = call.execute()) {
            Optional<String> color = Optional.ofNullable(response.header(COLOR_HEADER));
            return new Seen(response.code(), color, words(response.code(), color));
        } catch (IOException e) {
            return Seen.nothing("no answer (" + e.getMessage() + ")");
        } catch (Exception e) {
            return interrupted(e);
        } finally {
            registration.close();
        }
    }

    /** okhttp 5.5 lets an InterruptedException out of {@code execute()}, which does not declare it: seen when the thread was interrupted before the call. */
    private static Seen interrupted(Exception e) {
        if (e instanceof RuntimeException ours) {
            throw ours;
        }
        Thread.currentThread().interrupt();
        return Seen.nothing("no answer (interrupted)");
    }

    private String words(int status, Optional<String> color) {
        if (settings.statusOnly()) {
            return "HTTP " + status;
        }
        return "HTTP " + status
                + color.map(c -> " from " + c)
                        .orElse(" without " + COLOR_HEADER + " (is what `kawasemi init` printed in the site?)");
    }

    private String seen(Color color, int requests) {
        return color.id() + " answered " + settings.times() + " times in a row, " + requests + " requests";
    }

    private VerifyVerdict notSeen(Color color, int requests, Seen last) {
        return new VerifyVerdict(
                false,
                requests,
                color.id() + " did not answer " + settings.times() + " times in a row at " + settings.publicUrl()
                        + " within " + settings.deadline().toSeconds() + " s, " + requests + " requests; last: "
                        + last.words());
    }

    /** One answer; {@code color} is the header as it came, {@code status} 0 where nobody answered. */
    private record Seen(int status, Optional<String> color, String words) {
        static Seen nothing(String words) {
            return new Seen(0, Optional.empty(), words);
        }

        boolean success() {
            return status >= 200 && status < 300;
        }
    }
}
