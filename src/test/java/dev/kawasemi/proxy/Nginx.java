package dev.kawasemi.proxy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real nginx as a child of the test: own configuration, own folder, own port. */
final class Nginx implements RealProxy {
    private final Path folder;
    private final int port;
    private final List<ProcessHandle> orphans = new ArrayList<>();
    private Process process;

    /** @param shop without {@code $} and dashes: the name of upstream and variable */
    static Nginx start(Path folder, String shop) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Nginx(folder, socket.getLocalPort(), shop, socket);
        }
    }

    private Nginx(Path folder, int port, String shop, ServerSocket held) throws Exception {
        this.folder = folder;
        this.port = port;
        Files.createDirectories(folder.resolve("conf.d"));
        Files.writeString(folder.resolve("nginx.conf"), configuration(shop));
        held.close();
        process = launch();
        awaitAnswer();
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(call("-g", "daemon off;"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.out").toFile())
                .start();
    }

    /** As a person does after it was killed. */
    @Override
    public void startAgain() throws Exception {
        process = launch();
        awaitAnswer();
    }

    /** SIGKILL to the master and its workers: nobody answers any more. */
    @Override
    public void kill() throws Exception {
        killMaster();
        for (ProcessHandle orphan : orphans) {
            orphan.destroyForcibly();
            orphan.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    /** SIGKILL to the master alone: its workers go on serving and hear no reload. */
    void killMaster() throws InterruptedException {
        process.descendants().forEach(orphans::add);
        process.destroyForcibly();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "nginx outlived SIGKILL");
    }

    /** What {@code nginx -t} says when this line takes the place of the include of {@code conf.d/*.conf}. */
    String testIncluding(String pattern) throws Exception {
        String text = Files.readString(folder.resolve("nginx.conf"));
        Path other = folder.resolve("other-nginx.conf");
        Files.writeString(other, text.replace("conf.d/*.conf", pattern));
        Process test = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", other.toString(), "-t", "-q")
                .redirectErrorStream(true)
                .start();
        String said = new String(test.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(test.waitFor(10, TimeUnit.SECONDS), "nginx -t hangs");
        return said;
    }

    private String configuration(String shop) {
        return """
                worker_processes 2;
                worker_shutdown_timeout 5s;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log notice;
                events { worker_connections 512; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  include %1$s/conf.d/*.conf;
                  server {
                    listen 127.0.0.1:%2$d;
                    location / {
                      proxy_pass http://%3$s;
                      add_header X-Kawasemi-Color $%3$s_color always;
                    }
                  }
                }
                """.formatted(folder, port, shop);
    }

    @Override
    public List<String> test() {
        return call("-t", "-q");
    }

    @Override
    public List<String> reload() {
        return call("-s", "reload");
    }

    @Override
    public int port() {
        return port;
    }

    private List<String> call(String... arguments) {
        return Stream.concat(
                        Stream.of(
                                "nginx",
                                "-p",
                                folder.toString(),
                                "-c",
                                folder.resolve("nginx.conf").toString()),
                        Stream.of(arguments))
                .toList();
    }

    private void awaitAnswer() throws Exception {
        for (int tries = 0; tries < 200; tries++) {
            assertTrue(process.isAlive(), () -> "nginx ended: " + said());
            try {
                get();
                return;
            } catch (IOException e) {
                TimeSource.system().sleep(Duration.ofMillis(50));
            }
        }
        throw new AssertionError("nginx did not answer in 10 s: " + said());
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("nginx.out"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** SIGTERM is nginx's fast shutdown, workers included. */
    @Override
    public void stop() throws InterruptedException {
        process.destroy();
        orphans.forEach(ProcessHandle::destroyForcibly);
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "nginx did not stop");
    }
}
