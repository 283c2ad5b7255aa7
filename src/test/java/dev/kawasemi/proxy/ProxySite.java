package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.bed.RealProxy;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.process.CommandRunner;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import dev.kawasemi.time.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The app my-shop behind a real proxy: two small webs, a proxy file of ours that leads to none of them yet. */
final class ProxySite {
    private static final Duration PATIENTLY = Duration.ofSeconds(10);

    private final Backend blueWeb = Backend.web("blue");
    private final Backend greenWeb = Backend.web("green");
    private final ProxyKind kind;
    private final Path folder;
    private final RealProxy proxy;

    ProxySite(ProxyKind kind, Path folder) throws Exception {
        this.kind = kind;
        this.folder = folder;
        proxy = kind.in(folder);
        switcher().init();
        proxy.start();
    }

    RealProxy proxy() {
        return proxy;
    }

    Path file() {
        return kind.file(folder);
    }

    Backend blueWeb() {
        return blueWeb;
    }

    Target blue() {
        return new Target(Color.BLUE, blueWeb.port());
    }

    Target green() {
        return new Target(Color.GREEN, greenWeb.port());
    }

    /** As a new process makes it. */
    ProxySwitcher switcher() {
        return switcher(CommandRunners.system());
    }

    ProxySwitcher switcher(CommandRunner runner) {
        return switcher(proxy.test(), proxy.reload(), url("/"), runner);
    }

    ProxySwitcher reloadingBy(String program) {
        return switcher(proxy.test(), List.of(program), url("/"), CommandRunners.system());
    }

    /** Its public entry is at another port, where nothing of ours is passed. */
    ProxySwitcher askingAt(int port) {
        return switcher(proxy.test(), proxy.reload(), "http://127.0.0.1:" + port + "/", CommandRunners.system());
    }

    private String url(String path) {
        return "http://127.0.0.1:" + proxy.port() + path;
    }

    private ProxySwitcher switcher(List<String> test, List<String> reload, String url, CommandRunner runner) {
        return switcher(kind.settings(file(), test, reload, verify(url, PATIENTLY)), runner);
    }

    private ProxySwitcher switcher(ProxySettings settings, CommandRunner runner) {
        return ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("my-shop"), blueWeb.port(), greenWeb.port()),
                settings,
                runner,
                TimeSource.system());
    }

    private static ProxySettings.Verify verify(String url, Duration deadline) {
        return new ProxySettings.Verify(URI.create(url), 3, false, Duration.ofSeconds(2), deadline);
    }

    /** Its verify gives up after a second. */
    ProxySwitcher impatient() {
        ProxySettings settings =
                kind.settings(file(), proxy.test(), proxy.reload(), verify(url("/"), Duration.ofSeconds(1)));
        return switcher(settings, CommandRunners.system());
    }

    /** Whether verify, asked for a second, takes this colour for the one that serves. */
    boolean seems(Color color) throws InterruptedException {
        return impatient().verify(color, Cancellation.none()).ok();
    }

    void serving(Target target) throws InterruptedException {
        switcher().switchTo(target);
        awaitServes(target);
    }

    void awaitServes(Target target) throws InterruptedException {
        ProxySwitcher.VerifyVerdict verdict = switcher().verify(target.color(), Cancellation.none());
        assertTrue(verdict.ok(), verdict.text());
    }

    void stop() throws Exception {
        blueWeb.close();
        greenWeb.close();
        proxy.stop();
    }
}
