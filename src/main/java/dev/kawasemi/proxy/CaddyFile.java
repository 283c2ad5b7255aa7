package dev.kawasemi.proxy;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A snippet for Caddy that the user's {@code reverse_proxy} imports: the address, and the header for what came from it.
 *
 * <p>Why a file with {@code caddy reload}, and not a patch of the running configuration by its {@code @id}: Caddy reads its Caddyfile when it starts and at
 * everybody's reload, so a patch would be lost then, and a file beside a patch could disagree with it. {@code caddy reload} hands the whole configuration to
 * the admin endpoint ({@code POST /load}), which answers when the new one runs, or keeps the old one and fails: there is no half of it, and exit code 0 means
 * loaded (Caddy's documentation, "API"; but see {@link #leftBehind}). Requests under way are finished by the configuration that they came to.
 *
 * <p>With each new configuration, however it is told, Caddy 2.6 and newer listens anew at the same port and closes the first listener (listen_unix.go,
 * SO_REUSEPORT); the kernel resets what waits there to be accepted, unless {@code net.ipv4.tcp_migrate_req} lets it go over to the other one (Linux 5.14,
 * ip-sysctl.rst). A configuration that looks at a file with each request, by the matcher {@code file}, would need no reload; but it can ask for one name after
 * the other only, and between the two a switch leaves neither, or leads to a colour that is not there.
 */
final class CaddyFile implements ProxyFormat {
    private static final String NOWHERE = "# to: no colour yet";
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*(?:to\\s+127\\.0\\.0\\.1:\\d{1,5}|" + NOWHERE + ")\\s*$");

    private static final Path MIGRATION = Path.of("/proc/sys/net/ipv4/tcp_migrate_req");
    private static final String MIGRATE = "echo net.ipv4.tcp_migrate_req=1 | sudo tee /etc/sysctl.d/60-caddy.conf"
            + " && sudo sysctl -p /etc/sysctl.d/60-caddy.conf";

    private final AppName app;
    private final Path migration;
    private final ListeningSockets sockets = new ListeningSockets();

    CaddyFile(AppName app) {
        this(app, MIGRATION);
    }

    /** @param migration the kernel's setting: 0 or 1 */
    CaddyFile(AppName app, Path migration) {
        this.app = app;
        this.migration = migration;
    }

    @Override
    public String program() {
        return "Caddy";
    }

    /** A file that a reload takes is taken whole, so address and colour belong together at every moment. */
    @Override
    public String body(Optional<Target> active) {
        String header = active.map(target ->
                        PublicEntry.COLOR_HEADER + " " + target.color().id())
                .orElse("-" + PublicEntry.COLOR_HEADER);
        return "(" + snippet() + ") {\n\t" + lineFor(active) + "\n\theader_down " + header + "\n}\n";
    }

    @Override
    public Pattern line() {
        return LINE;
    }

    /** A {@code reverse_proxy} without an address answers 503 by itself. */
    @Override
    public String lineFor(Optional<Target> active) {
        return active.map(target -> "to 127.0.0.1:" + target.port()).orElse(NOWHERE);
    }

    @Override
    public boolean leadsNowhere(String line) {
        return line.equals(NOWHERE);
    }

    @Override
    public int statusWithoutColor() {
        return 503;
    }

    /** Debian's caddy.service runs as user caddy from the first moment. */
    @Override
    public boolean readsAsItsOwnUser() {
        return true;
    }

    @Override
    public List<String> advice() {
        String what = "A switch may reset a connection that is made in that instant: Caddy listens anew at each reload, and ";
        try {
            boolean migrates = Files.readString(migration).strip().equals("1");
            return migrates ? List.of() : List.of(what + "this host hands nothing over. Once: " + MIGRATE);
        } catch (IOException e) {
            return List.of(what + "this kernel cannot hand over what waits (Linux 5.14 and newer can)");
        }
    }

    /**
     * Caddy opens the ports of a new configuration one by one. Until its change 7176 (August 2025), where one could not be had it left those that it had: they
     * answer by the configuration that was refused, beside the one that runs, whatever is reloaded later (its issue 7175; with 2.6.2 half of the visitors).
     */
    @Override
    public Optional<Finding> leftBehind(int publicPort) {
        List<Integer> ports = sockets.doubled(publicPort);
        return ports.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.problem(
                        "Caddy listens twice at port "
                                + ports.stream().map(String::valueOf).collect(Collectors.joining(", "))
                                + ": a reload that failed left a part of its configuration behind, and that answers visitors, too"
                                + " (Caddy's issue 7175)",
                        "Restart Caddy (systemctl restart caddy)"));
    }

    @Override
    public List<String> linesToPaste(Path file) {
        return List.of(
                "In the Caddyfile, after the block of global options:",
                "    import " + file,
                "In the site's block for the app, in place of its reverse_proxy:",
                "    reverse_proxy {",
                "        import " + snippet(),
                "    }",
                "In the block of global options (without it an old configuration lives as long as its longest request):",
                "    grace_period 60s",
                "On the host, once (without it a switch may reset a connection that is made in that instant; Linux 5.14 and newer):",
                "    " + MIGRATE,
                "",
                "Then: caddy adapt --config /etc/caddy/Caddyfile, and caddy reload --config /etc/caddy/Caddyfile.");
    }

    private String snippet() {
        return NginxFile.upstream(app);
    }
}
