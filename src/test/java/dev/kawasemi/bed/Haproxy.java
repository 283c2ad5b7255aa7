package dev.kawasemi.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** HAProxy with a master and a worker, as Debian's service has it. */
final class Haproxy extends RealProxy {
    /** @param name the backend of its frontend */
    Haproxy(Path folder, int port, String name) throws IOException {
        super(folder, port);
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
                    option forwardfor
                    default_backend %s
                """.formatted(port, name));
    }

    private List<String> call(String how) {
        return List.of(
                "haproxy",
                how,
                "-f",
                folder().resolve("haproxy.cfg").toString(),
                "-f",
                folder().resolve("conf.d").toString());
    }

    @Override
    List<String> run() {
        return call("-W");
    }

    @Override
    public List<String> test() {
        return call("-c");
    }

    /** What systemd does at a reload (Debian's haproxy.service, {@code ExecReload}). */
    @Override
    public List<String> reload() {
        return List.of("/bin/sh", "-c", "kill -USR2 $(cat " + pidFile() + ")");
    }
}
