package dev.kawasemi.proxy;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An upstream and a map for nginx: the user's location passes to the one and shows the other. */
final class NginxFile implements ProxyFormat {
    private static final Pattern SERVER =
            Pattern.compile("(?m)^\\s*server\\s+127\\.0\\.0\\.1:(\\d{1,5})( down)?;\\s*$");

    private final ProxySwitchers.App app;

    NginxFile(ProxySwitchers.App app) {
        this.app = app;
    }

    /** What the user's own configuration calls an app's upstream; nginx variables take no dashes, so it goes without them. */
    static String upstream(AppName app) {
        return "kawasemi_" + app.value().replace('-', '_');
    }

    @Override
    public String program() {
        return "nginx";
    }

    @Override
    public String body(Optional<Target> active) {
        StringBuilder text = new StringBuilder();
        text.append("upstream ").append(upstream(app.name())).append(" {\n");
        text.append("    ").append(lineFor(active)).append('\n');
        text.append("}\n\n");
        text.append(
                "# The colour of the address that answered; after retries nginx lists several, the last one counts.\n");
        text.append("map $upstream_addr ").append(colorVariable()).append(" {\n");
        text.append("    default \"\";\n");
        ports(active)
                .forEach((port, color) -> text.append("    \"~(^|[ ,])127\\.0\\.0\\.1:")
                        .append(port)
                        .append("$\" ")
                        .append(color.id())
                        .append(";\n"));
        return text.append("}\n").toString();
    }

    @Override
    public Pattern line() {
        return SERVER;
    }

    /**
     * nginx refuses an upstream without a server, so before the first colour there is one that is down. One server alone is never
     * taken out for failing (ngx_http_upstream_module: max_fails is ignored for a single server).
     */
    @Override
    public String lineFor(Optional<Target> active) {
        return active.map(target -> "server 127.0.0.1:" + target.port() + ";")
                .orElse("server 127.0.0.1:" + app.bluePort() + " down;");
    }

    @Override
    public boolean leadsNowhere(String line) {
        return line.endsWith(" down;");
    }

    @Override
    public int statusWithoutColor() {
        return 502;
    }

    @Override
    public boolean readsAsItsOwnUser() {
        return false;
    }

    @Override
    public List<String> linesToPaste(Path file) {
        return List.of(
                "In nginx.conf, inside http { … }, unless a folder already included there holds the file:",
                "    include " + file + ";",
                "In nginx.conf, outside all blocks (without it old nginx workers live as long as their longest connection):",
                "    worker_shutdown_timeout 60s;",
                "In the server's location for the app, in place of its proxy_pass:",
                "    proxy_pass http://" + upstream(app.name()) + ";",
                "    add_header " + PublicEntry.COLOR_HEADER + " " + colorVariable() + " always;",
                "    (a location with an add_header of its own no longer inherits those of the server: repeat the ones it needs)",
                "",
                "Then: nginx -t, and nginx -s reload.");
    }

    private String colorVariable() {
        return "$" + upstream(app.name()) + "_color";
    }

    /** Both colours' ports, and first the active one: an adopted stack answers on a port of its own. */
    private Map<Integer, Color> ports(Optional<Target> active) {
        Map<Integer, Color> ports = new LinkedHashMap<>();
        active.ifPresent(target -> ports.put(target.port(), target.color()));
        ports.putIfAbsent(app.bluePort(), Color.BLUE);
        ports.putIfAbsent(app.greenPort(), Color.GREEN);
        return ports;
    }
}
