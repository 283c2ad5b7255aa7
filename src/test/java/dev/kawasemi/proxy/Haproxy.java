package dev.kawasemi.proxy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real HAProxy as a child of the test, with a master and a worker as Debian's service has it. */
final class Haproxy implements RealProxy {
    private final Path folder;
    private final int port;
    private Process process;

    static Haproxy start(Path folder, String backend) throws Exception {
        return new Haproxy(folder, backend);
    }

    private Haproxy(Path folder, String backend) throws Exception {
        this.folder = folder;
        this.port = RealProxy.freePort();
        Files.createDirectories(folder.resolve("conf.d"));
        Files.writeString(folder.resolve("haproxy.cfg"), """
                global
                    hard-stop-after 60s
                    maxconn 256
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 30s
                    timeout server 30s
                frontend public
                    bind 127.0.0.1:%d
                    option idle-close-on-response
                    default_backend %s
                """.formatted(port, backend));
        process = RealProxy.launch(call("-W"), Map.of(), log());
        RealProxy.awaitAnswer(this, process, log());
    }

    private Path log() {
        return folder.resolve("haproxy.out");
    }

    private List<String> call(String... how) {
        List<String> argv = new ArrayList<>(List.of("haproxy"));
        argv.addAll(List.of(how));
        argv.addAll(List.of(
                "-f",
                folder.resolve("haproxy.cfg").toString(),
                "-f",
                folder.resolve("conf.d").toString()));
        return argv;
    }

    @Override
    public List<String> test() {
        return call("-c");
    }

    /** What systemd does at a reload (Debian's haproxy.service, {@code ExecReload}). */
    @Override
    public List<String> reload() {
        return List.of("/bin/sh", "-c", "kill -USR2 " + process.pid());
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void kill() throws Exception {
        RealProxy.end(process, true);
    }

    @Override
    public void startAgain() throws Exception {
        process = RealProxy.launch(call("-W"), Map.of(), log());
        RealProxy.awaitAnswer(this, process, log());
    }

    @Override
    public void stop() throws Exception {
        RealProxy.end(process, true);
    }
}
