package dev.kawasemi.health;

import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

final class HttpProbe implements HealthProbe {
    private final TimeSource time;
    private final OkHttpClient client = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .protocols(List.of(Protocol.HTTP_1_1))
            .proxy(Proxy.NO_PROXY)
            // Never TLS: the certificates of the world would stay in memory for it.
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .build();

    HttpProbe(TimeSource time) {
        this.time = time;
    }

    @Override
    public ProbeResult probe(HealthSettings settings, int port) throws InterruptedException {
        Duration start = time.elapsed();
        try (Response response =
                within(settings.timeout()).newCall(request(settings, port)).execute()) {
            int status = response.code();
            String text = words(response, settings.expect());
            return new ProbeResult(
                    status == settings.expect(), status, text, time.elapsed().minus(start));
        } catch (InterruptedIOException e) {
            if (Thread.interrupted()) {
                throw interrupted(e);
            }
            return failed("no answer in " + Seconds.text(settings.timeout()), start);
        } catch (IOException e) {
            return failed(words(e), start);
        }
    }

    /** Shares the pool with the probe's own client; only the limits differ. */
    private OkHttpClient within(Duration timeout) {
        return client.newBuilder()
                .callTimeout(timeout)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .build();
    }

    private static Request request(HealthSettings settings, int port) {
        Request.Builder request = new Request.Builder()
                .url("http://127.0.0.1:" + port + settings.path())
                .header("Connection", "close")
                .header("User-Agent", "kawasemi");
        settings.host().ifPresent(host -> request.header("Host", host));
        return request.build();
    }

    private static String words(Response response, int expected) {
        int status = response.code();
        if (status == expected) {
            return "HTTP " + status;
        }
        if (status >= 300 && status < 400) {
            return "HTTP " + status + " (redirects are not followed)";
        }
        return "HTTP " + status + (status < 300 ? " (expected " + expected + ")" : "");
    }

    private static String words(IOException e) {
        if (e instanceof ConnectException) {
            return "connection refused";
        }
        // Docker's userland proxy accepts before the web listens and then closes: an end without an answer.
        String said = String.valueOf(e.getMessage());
        boolean cut =
                said.contains("unexpected end of stream") || said.contains("reset") || said.contains("Broken pipe");
        return cut ? "connection closed without an answer" : "no HTTP answer (" + said + ")";
    }

    private static InterruptedException interrupted(InterruptedIOException cause) {
        InterruptedException interrupted = new InterruptedException("interrupted while probing");
        interrupted.initCause(cause);
        return interrupted;
    }

    private ProbeResult failed(String text, Duration start) {
        return new ProbeResult(false, text, time.elapsed().minus(start));
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}
