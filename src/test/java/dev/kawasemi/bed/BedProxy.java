package dev.kawasemi.bed;

import dev.kawasemi.proxy.ProxySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The proxies that Kawasemi switches by a file, each with its real program. */
public enum BedProxy {
    NGINX("conf"),
    CADDY("caddy"),
    HAPROXY("cfg");

    private final String ending;

    BedProxy(String ending) {
        this.ending = ending;
    }

    /** As a configuration has it. */
    public String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The file of an app, where the program in this folder reads it. */
    public Path file(Path folder, String app) {
        return folder.resolve("conf.d/" + app + "." + ending);
    }

    /**
     * Configured, not started.
     *
     * @param name what its site calls our upstream, snippet or backend
     */
    public RealProxy in(Path folder, int port, String name) throws IOException {
        return switch (this) {
            case NGINX -> new Nginx(folder, port, name);
            case CADDY -> new Caddy(folder, port, name);
            case HAPROXY -> new Haproxy(folder, port, name);
        };
    }

    public ProxySettings settings(Path file, List<String> test, List<String> reload, ProxySettings.Verify verify) {
        return switch (this) {
            case NGINX -> new ProxySettings.Nginx(file, test, reload, verify);
            case CADDY -> new ProxySettings.Caddy(file, test, reload, verify);
            case HAPROXY -> new ProxySettings.Haproxy(file, test, reload, verify);
        };
    }
}
