package dev.kawasemi.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real Caddy as a child of the test; its own files and its admin endpoint are the test's too. */
final class Caddy implements RealProxy {
    private final Path folder;
    private final int port;
    private Process process;

    /** @param snippet what the site's reverse_proxy imports */
    static Caddy start(Path folder, String snippet) throws Exception {
        return new Caddy(folder, snippet);
    }

    private Caddy(Path folder, String snippet) throws Exception {
        this.folder = folder;
        this.port = RealProxy.freePort();
        Files.createDirectories(folder.resolve("conf.d"));
        Files.writeString(configuration(), """
                {
                	admin 127.0.0.1:%1$d
                	auto_https off
                	grace_period 60s
                }
                import %2$s/conf.d/*.caddy
                http://:%3$d {
                	bind 127.0.0.1
                	reverse_proxy {
                		import %4$s
                	}
                }
                """.formatted(RealProxy.freePort(), folder, port, snippet));
        process = launch();
        RealProxy.awaitAnswer(this, process, log());
    }

    private Process launch() throws IOException {
        Map<String, String> home = Map.of(
                "HOME", folder.toString(), "XDG_DATA_HOME", folder.toString(), "XDG_CONFIG_HOME", folder.toString());
        return RealProxy.launch(call("run"), home, log());
    }

    private Path configuration() {
        return folder.resolve("Caddyfile");
    }

    private Path log() {
        return folder.resolve("caddy.out");
    }

    private List<String> call(String verb) {
        return List.of("caddy", verb, "--config", configuration().toString());
    }

    @Override
    public List<String> test() {
        return call("adapt");
    }

    @Override
    public List<String> reload() {
        return call("reload");
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
        process = launch();
        RealProxy.awaitAnswer(this, process, log());
    }

    @Override
    public void stop() throws Exception {
        RealProxy.end(process, true);
    }

    /**
     * Caddy binds a second socket to the port at each reload and closes the first (SO_REUSEPORT, since 2.6: its pull request 4705); the kernel resets what waits
     * to be accepted on that, unless net.ipv4.tcp_migrate_req is 1 (Linux 5.14 and newer).
     */
    @Override
    public boolean resetsAtReload() {
        return true;
    }
}
