package dev.kawasemi.proxy;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A snippet for Caddy that the user's {@code reverse_proxy} imports: the address, and the header for what came from it.
 *
 * <p>Why a file with {@code caddy reload}, and not a patch of the running configuration by its {@code @id}: Caddy reads its Caddyfile when it starts and at
 * everybody's reload, so a patch would be lost then, and a file beside a patch could disagree with it. {@code caddy reload} hands the whole configuration to
 * the admin endpoint ({@code POST /load}), which answers when the new one runs, or keeps the old one and fails: there is no half of it, and exit code 0 means
 * loaded (Caddy's documentation, "API"). Listeners stay open, requests under way are finished by the configuration that they came to.
 */
final class CaddyFile implements ProxyFormat {
    private static final String NOWHERE = "# to: no colour yet";
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*(?:to\\s+127\\.0\\.0\\.1:\\d{1,5}|" + NOWHERE + ")\\s*$");

    private final AppName app;

    CaddyFile(AppName app) {
        this.app = app;
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
                "",
                "Then: caddy adapt --config /etc/caddy/Caddyfile, and caddy reload --config /etc/caddy/Caddyfile.");
    }

    private String snippet() {
        return NginxFile.upstream(app);
    }
}
