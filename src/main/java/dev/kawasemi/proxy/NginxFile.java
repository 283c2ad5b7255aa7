package dev.kawasemi.proxy;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of an app's nginx file: written and understood here, nowhere else. */
final class NginxFile {
    private static final String NONE = "none";
    private static final Pattern ACTIVE = Pattern.compile("(?m)^# active: (?:(blue|green) (\\d{1,5})|none)$");
    private static final Pattern SERVER =
            Pattern.compile("(?m)^\\s*server\\s+127\\.0\\.0\\.1:(\\d{1,5})( down)?;\\s*$");

    private final ProxySwitchers.App app;

    NginxFile(ProxySwitchers.App app) {
        this.app = app;
    }

    AppName app() {
        return app.name();
    }

    /** Name of the upstream; nginx variables take no dashes, so the upstream goes without them too. */
    String upstream() {
        return "kawasemi_" + underscored(app.name());
    }

    /** Name of the variable with the colour that answered. */
    String colorVariable() {
        return "$" + upstream() + "_color";
    }

    String text(Optional<Target> active) {
        StringBuilder text = new StringBuilder();
        text.append(firstLine()).append('\n');
        text.append("# active: ").append(words(active)).append("\n\n");
        text.append("upstream ").append(upstream()).append(" {\n");
        text.append("    ").append(server(active)).append('\n');
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

    boolean isOurs(String text) {
        return text.startsWith(firstLine() + "\n");
    }

    /**
     * Where the traffic goes by this text.
     *
     * @throws ProxyException when the text is not ours or was changed so that it contradicts itself
     */
    Optional<Target> active(String text, Object where) {
        if (!isOurs(text)) {
            throw new ProxyException(notOurs(where), true);
        }
        List<String> claims = ACTIVE.matcher(text).results().map(m -> m.group()).toList();
        List<String> servers =
                SERVER.matcher(text).results().map(m -> m.group().strip()).toList();
        Matcher claim = ACTIVE.matcher(text);
        if (claims.size() != 1 || servers.size() != 1 || !claim.find()) {
            throw changed(where, "it has " + servers.size() + " server lines and " + claims.size() + " active lines");
        }
        Optional<Target> active = Optional.ofNullable(claim.group(1))
                .flatMap(Color::ofId)
                .map(color -> new Target(color, Integer.parseInt(claim.group(2))));
        boolean agree = active.isPresent()
                ? servers.get(0).equals(server(active))
                : servers.get(0).endsWith(" down;");
        if (!agree) {
            throw changed(where, "\"" + claims.get(0) + "\" and \"" + servers.get(0) + "\" contradict each other");
        }
        return active;
    }

    String notOurs(Object where) {
        return "Tried to use " + where + " as the proxy file of " + app.name()
                + " but another program wrote it (its first line is not \"" + firstLine()
                + "\"): `kawasemi repair " + app.name()
                + " --active COLOR` keeps it aside and writes ours; or move it away and run `kawasemi init "
                + app.name()
                + "`, or set another proxy.file";
    }

    private ProxyException changed(Object where, String seen) {
        return new ProxyException(
                "Tried to read the active colour from " + where + " but the file was changed by hand: " + seen
                        + ". Run `kawasemi repair " + app.name() + " --active COLOR`",
                true);
    }

    private String firstLine() {
        return "# Kawasemi writes this file for app " + app.name() + ": edits are lost";
    }

    /**
     * nginx refuses an upstream without a server, so before the first colour there is one that is down. One server alone is never
     * taken out for failing (ngx_http_upstream_module: max_fails is ignored for a single server).
     */
    private String server(Optional<Target> active) {
        return active.map(target -> "server 127.0.0.1:" + target.port() + ";")
                .orElse("server 127.0.0.1:" + app.bluePort() + " down;");
    }

    /** Both colours' ports, and first the active one: an adopted stack answers on a port of its own. */
    private Map<Integer, Color> ports(Optional<Target> active) {
        Map<Integer, Color> ports = new LinkedHashMap<>();
        active.ifPresent(target -> ports.put(target.port(), target.color()));
        ports.putIfAbsent(app.bluePort(), Color.BLUE);
        ports.putIfAbsent(app.greenPort(), Color.GREEN);
        return ports;
    }

    private static String words(Optional<Target> active) {
        return active.map(target -> target.color().id() + " " + target.port()).orElse(NONE);
    }

    private static String underscored(AppName name) {
        return name.value().replace('-', '_');
    }
}
