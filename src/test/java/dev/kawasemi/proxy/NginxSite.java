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

/** The app my-shop behind a real nginx: two small webs, a proxy file of ours that leads to none of them yet. */
final class NginxSite {
    private final Backend blueWeb = Backend.web("blue");
    private final Backend greenWeb = Backend.web("green");
    private final Path folder;
    private final Nginx nginx;

    NginxSite(Path folder) throws Exception {
        this.folder = folder;
        switcher(List.of(), List.of(), "http://127.0.0.1:1/", CommandRunners.system())
                .init();
        nginx = Nginx.start(folder, "kawasemi_my_shop");
    }

    Nginx nginx() {
        return nginx;
    }

    Path file() {
        return folder.resolve("conf.d/my-shop.conf");
    }

    /** Beside ours, and included too. */
    Path otherFile() {
        return folder.resolve("conf.d/other.conf");
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
        return switcher(nginx.test(), nginx.reload(), url(), runner);
    }

    ProxySwitcher reloadingBy(String program) {
        return switcher(nginx.test(), List.of(program), url(), CommandRunners.system());
    }

    private String url() {
        return "http://127.0.0.1:" + nginx.port() + "/";
    }

    private ProxySwitcher switcher(List<String> test, List<String> reload, String url, CommandRunner runner) {
        ProxySettings.Verify verify =
                new ProxySettings.Verify(URI.create(url), 3, false, Duration.ofSeconds(2), Duration.ofSeconds(5));
        return ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("my-shop"), blueWeb.port(), greenWeb.port()),
                new ProxySettings.Nginx(file(), test, reload, verify),
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

    void stop() throws InterruptedException {
        blueWeb.close();
        greenWeb.close();
        nginx.stop();
    }
}
