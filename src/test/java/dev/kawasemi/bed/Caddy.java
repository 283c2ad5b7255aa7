package dev.kawasemi.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Caddy on a host that is set as README advises; its own files and its admin endpoint are the test's too. */
final class Caddy extends RealProxy {
    private final MigratedConnections connections = MigratedConnections.on();

    /** @param name the snippet that the site's reverse_proxy imports */
    Caddy(Path folder, int port, String name) throws IOException {
        super(folder, port);
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
                """.formatted(FreePort.find(), folder, port, name));
    }

    private Path configuration() {
        return folder().resolve("Caddyfile");
    }

    private List<String> call(String verb) {
        return List.of("caddy", verb, "--config", configuration().toString());
    }

    @Override
    Map<String, String> environment() {
        String home = folder().toString();
        return Map.of("HOME", home, "XDG_DATA_HOME", home, "XDG_CONFIG_HOME", home);
    }

    @Override
    List<String> run() {
        return call("run");
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
    public void stop() {
        super.stop();
        connections.close();
    }
}
