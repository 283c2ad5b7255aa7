package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private final Backend blueWeb = Backend.web("blue");
    private final Backend greenWeb = Backend.web("green");
    private final ProxyKind kind;
    private final Path folder;
    private final RealProxy proxy;

    ProxySite(ProxyKind kind, Path folder) throws Exception {
        this.kind = kind;
        this.folder = folder;
        switcher(List.of(), List.of(), "http://127.0.0.1:1/", CommandRunners.system())
                .init();
        proxy = kind.start(folder);
    }

    RealProxy proxy() {
        return proxy;
    }

    Path file() {
        return folder.resolve("conf.d").resolve(kind.fileName());
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
        ProxySettings.Verify verify =
                new ProxySettings.Verify(URI.create(url), 3, false, Duration.ofSeconds(2), Duration.ofSeconds(5));
        return ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("my-shop"), blueWeb.port(), greenWeb.port()),
                kind.settings(file(), test, reload, verify),
                runner,
                TimeSource.system());
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
