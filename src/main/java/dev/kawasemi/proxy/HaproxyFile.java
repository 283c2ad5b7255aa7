package dev.kawasemi.proxy;

import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A backend for HAProxy in a file of its own, which a second {@code -f} reads.
 *
 * <p>Why a file with a reload, and not the runtime API: {@code set server} forgets at every restart and reload what it was told, unless a state file is saved in
 * that moment, it takes two commands to move from one server to another, and it cannot reach a port that the configuration did not name. The file is all of
 * the truth, a reload takes it whole. In master-worker mode (Debian's service) the new worker takes over the listening sockets, the old one finishes what it
 * has (management.txt, "master-worker mode"). The signal alone proves nothing: the public entry, asked after each switch, does.
 */
final class HaproxyFile implements ProxyFormat {
    private static final Pattern SERVER =
            Pattern.compile("(?m)^\\s*server\\s+\\w+\\s+127\\.0\\.0\\.1:\\d{1,5}( disabled)?\\s*$");

    private final ProxySwitchers.App app;

    HaproxyFile(ProxySwitchers.App app) {
        this.app = app;
    }

    @Override
    public String program() {
        return "HAProxy";
    }

    /** The server's name is its colour, so the header tells which server answered; HAProxy's own answers go without it. */
    @Override
    public String body(Optional<Target> active) {
        return "backend " + backend() + "\n    mode http\n    http-response set-header " + PublicEntry.COLOR_HEADER
                + " %[srv_name]\n    " + lineFor(active) + "\n";
    }

    @Override
    public Pattern line() {
        return SERVER;
    }

    /** Without a {@code check} a server is taken to be up: Kawasemi's gate has looked at it. */
    @Override
    public String lineFor(Optional<Target> active) {
        return active.map(target -> "server " + target.color().id() + " 127.0.0.1:" + target.port())
                .orElse("server none 127.0.0.1:" + app.bluePort() + " disabled");
    }

    @Override
    public boolean leadsNowhere(String line) {
        return line.endsWith(" disabled");
    }

    @Override
    public int statusWithoutColor() {
        return 503;
    }

    @Override
    public boolean readsAsItsOwnUser() {
        return false;
    }

    @Override
    public List<String> linesToPaste(Path file) {
        Path folder = file.resolveSibling("");
        return List.of(
                "In /etc/default/haproxy, so that HAProxy reads the .cfg files of this folder after its own file:",
                "    EXTRAOPTS=\"-S /run/haproxy-master.sock -f " + folder + "\"",
                "In haproxy.cfg, in the frontend for the app:",
                "    default_backend " + backend() + "     (or: use_backend " + backend() + " if …)",
                "    option idle-close-on-response     (an idle connection is closed with its next answer, not under a request that is on its way)",
                "In haproxy.cfg, in global (without it an old worker lives as long as its longest connection):",
                "    hard-stop-after 60s",
                "",
                "Then: haproxy -c -f /etc/haproxy/haproxy.cfg -f " + folder
                        + ", and systemctl restart haproxy (once: a reload does not read EXTRAOPTS anew).");
    }

    private String backend() {
        return NginxFile.upstream(app.name());
    }
}
