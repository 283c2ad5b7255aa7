package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.process.Cancellation;
import dev.kawasemi.process.CommandRunners;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx between two small webs. */
@Tag("engine")
class NginxEngineTest extends ProxySwitcherContract {
    private static final int REQUESTS = 1000;
    private static final int SWITCHES = 5;

    @TempDir
    Path folder;

    private final Backend blueWeb;
    private final Backend greenWeb;
    private final Set<String> colors = ConcurrentHashMap.newKeySet();
    private Optional<Nginx> nginx = Optional.empty();
    private Optional<ProxySwitcher> switcher = Optional.empty();

    NginxEngineTest() throws IOException {
        blueWeb = Backend.web("blue");
        greenWeb = Backend.web("green");
    }

    @BeforeEach
    void start() throws Exception {
        of(List.of(), List.of(), "http://127.0.0.1:1/").init();
        nginx = Optional.of(Nginx.start(folder, "kawasemi_my_shop"));
        switcher = Optional.of(of(nginx().test(), nginx().reload(), "http://127.0.0.1:" + nginx().port() + "/"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        blueWeb.close();
        greenWeb.close();
        if (nginx.isPresent()) {
            nginx().stop();
        }
    }

    private Path file() {
        return folder.resolve("conf.d/my-shop.conf");
    }

    private ProxySwitcher of(List<String> test, List<String> reload, String url) {
        ProxySettings.Verify verify =
                new ProxySettings.Verify(URI.create(url), 3, false, Duration.ofSeconds(2), Duration.ofSeconds(5));
        return ProxySwitchers.of(
                new ProxySwitchers.App(new AppName("my-shop"), blueWeb.port(), greenWeb.port()),
                new ProxySettings.Nginx(file(), test, reload, verify),
                CommandRunners.system(),
                TimeSource.system());
    }

    private Nginx nginx() {
        return nginx.orElseThrow();
    }

    @Override
    ProxySwitcher switcher() {
        return switcher.orElseThrow();
    }

    @Override
    Target blue() {
        return new Target(Color.BLUE, blueWeb.port());
    }

    @Override
    Target green() {
        return new Target(Color.GREEN, greenWeb.port());
    }

    /** Another app's file is broken, as a person at an editor leaves it. */
    @Override
    void breakNextSwitch() throws IOException {
        Files.writeString(folder.resolve("conf.d/other.conf"), "upstream other { serve 127.0.0.1:1; }\n");
    }

    @Override
    void mend() throws IOException {
        Files.delete(folder.resolve("conf.d/other.conf"));
    }

    @Override
    void overwriteState() throws IOException {
        Files.writeString(file(), "# mine now\n");
    }

    private void serving(Target target) throws InterruptedException {
        switcher().switchTo(target);
        ProxySwitcher.VerifyVerdict verdict = switcher().verify(target.color(), Cancellation.none());
        assertTrue(verdict.ok(), verdict.text());
    }

    @Test
    void noRequestFailsWhileItIsSwitchedFiveTimes() throws Exception {
        serving(blue());
        AtomicInteger sent = new AtomicInteger();
        AtomicBoolean switched = new AtomicBoolean();
        ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
        ExecutorService visitors = Executors.newFixedThreadPool(4);
        List<CompletableFuture<Void>> visits = new ArrayList<>();
        for (int visitor = 0; visitor < 4; visitor++) {
            visits.add(CompletableFuture.runAsync(() -> visit(sent, switched, failed), visitors));
        }
        for (int turn = 1; turn <= SWITCHES; turn++) {
            awaitSent(sent, sent.get() + REQUESTS / (SWITCHES + 1));
            serving(turn % 2 == 1 ? green() : blue());
        }
        switched.set(true);
        CompletableFuture.allOf(visits.toArray(CompletableFuture[]::new)).get(2, TimeUnit.MINUTES);
        visitors.shutdown();
        assertEquals(List.of(), List.copyOf(failed));
        assertEquals(Set.of("blue", "green"), Set.copyOf(colors));
        assertTrue(sent.get() >= REQUESTS);
    }

    private void visit(AtomicInteger sent, AtomicBoolean switched, ConcurrentLinkedQueue<String> failed) {
        while (sent.get() < REQUESTS || !switched.get()) {
            try {
                String answer = nginx().get();
                String color = answer.endsWith("blue") ? "blue" : "green";
                boolean good = answer.startsWith("HTTP/1.1 200")
                        && answer.contains("X-Kawasemi-Color: " + color + "\r\n")
                        && answer.endsWith(color);
                if (!good) {
                    failed.add(answer);
                }
                colors.add(color);
            } catch (IOException e) {
                failed.add(e.toString());
            }
            sent.incrementAndGet();
        }
    }

    private static void awaitSent(AtomicInteger sent, int count) throws InterruptedException {
        for (int tries = 0; sent.get() < count; tries++) {
            assertTrue(tries < 6000, "the visitors stand still at " + sent);
            TimeSource.system().sleep(Duration.ofMillis(10));
        }
    }

    @Test
    void beforeTheFirstColourNginxRunsAndAnswers502WithoutAColour() throws IOException {
        String answer = nginx().get();
        assertTrue(answer.startsWith("HTTP/1.1 502"), answer);
        assertFalse(answer.contains("X-Kawasemi-Color"), answer);
    }

    @Test
    void brokenFileOfAnotherAppIsNamedAndNothingIsReloaded() throws Exception {
        serving(blue());
        breakNextSwitch();
        List<String> problems = switcher().check();
        assertTrue(problems.toString().contains("unknown directive \"serve\""), problems.toString());
        ProxyException failed =
                assertThrows(ProxyException.class, () -> switcher().switchTo(green()));
        assertTrue(failed.getMessage().contains("unknown directive \"serve\""), failed.getMessage());
        assertTrue(nginx().get().endsWith("blue"));
    }

    @Test
    void reloadThatFailsLeavesWhatServes() throws Exception {
        serving(blue());
        ProxySwitcher cannotReload =
                of(nginx().test(), List.of("/bin/false"), "http://127.0.0.1:" + nginx().port() + "/");
        ProxyException failed = assertThrows(ProxyException.class, () -> cannotReload.switchTo(green()));
        assertTrue(failed.previousInPlace(), failed.getMessage());
        assertTrue(failed.getMessage().contains("nginx serves as before"), failed.getMessage());
        assertEquals(Optional.of(blue()), switcher().active());
        assertTrue(nginx().get().endsWith("blue"));
    }

    @Test
    void fileOverwrittenBySomebodyIsLeftAloneAndSaidSo() throws Exception {
        serving(blue());
        Files.writeString(file(), "# mine now\n");
        assertThrows(ProxyException.class, () -> switcher().active());
        assertThrows(ProxyException.class, () -> switcher().switchTo(green()));
        assertEquals("# mine now\n", Files.readString(file()));
        assertTrue(nginx().get().endsWith("blue"));
    }

    @Test
    void crashBetweenWriteAndReloadIsMendedBySwitchingAgain() throws Exception {
        serving(blue());
        ProxySwitcher noReload = of(nginx().test(), List.of("/bin/true"), "http://127.0.0.1:1/");
        noReload.switchTo(green());
        assertTrue(nginx().get().endsWith("blue"));
        serving(green());
        assertTrue(nginx().get().endsWith("green"));
    }
}
