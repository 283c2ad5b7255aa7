package dev.kawasemi.proxy;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Color;
import dev.kawasemi.deployment.Finding;
import dev.kawasemi.proxy.ProxySwitcher.Target;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an app's proxy file. Its first line says whose it is, the second which colour is active ({@code #} begins a comment in nginx's, Caddy's and
 * HAProxy's files alike); what follows is the format's, and must agree with the second line.
 */
final class ProxyText {
    private static final Pattern ACTIVE = Pattern.compile("(?m)^# active: (?:(blue|green) (\\d{1,5})|none)$");

    private final AppName app;
    private final ProxyFormat format;

    ProxyText(AppName app, ProxyFormat format) {
        this.app = app;
        this.format = format;
    }

    AppName app() {
        return app;
    }

    ProxyFormat format() {
        return format;
    }

    String text(Optional<Target> active) {
        return firstLine() + "\n# active: " + words(active) + "\n\n" + format.body(active);
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
            throw new ProxyException(notOurs(where));
        }
        List<String> claims = ACTIVE.matcher(text).results().map(m -> m.group()).toList();
        List<String> lines = format.line()
                .matcher(text)
                .results()
                .map(m -> m.group().strip())
                .toList();
        Matcher claim = ACTIVE.matcher(text);
        if (claims.size() != 1 || lines.size() != 1 || !claim.find()) {
            throw changed(where, "it has " + lines.size() + " server lines and " + claims.size() + " active lines");
        }
        Optional<Target> active = Optional.ofNullable(claim.group(1))
                .flatMap(Color::ofId)
                .map(color -> new Target(color, Integer.parseInt(claim.group(2))));
        String line = lines.get(0);
        boolean agree = active.isPresent() ? line.equals(format.lineFor(active)) : format.leadsNowhere(line);
        if (!agree) {
            throw changed(where, "\"" + claims.get(0) + "\" and \"" + line + "\" contradict each other");
        }
        return active;
    }

    Finding notOurs(Object where) {
        return Finding.problem(
                "Tried to use " + where + " as the proxy file of " + app
                        + " but another program wrote it (its first line is not \"" + firstLine() + "\")",
                "`kawasemi repair " + app
                        + " --active COLOR` keeps it aside and writes ours; or move it away and run `kawasemi init "
                        + app
                        + "`, or set another proxy.file");
    }

    private ProxyException changed(Object where, String seen) {
        return new ProxyException(Finding.problem(
                "Tried to read the active colour from " + where + " but the file was changed by hand: " + seen,
                "Run `kawasemi repair " + app + " --active COLOR`"));
    }

    private String firstLine() {
        return "# Kawasemi writes this file for app " + app + ": edits are lost";
    }

    private static String words(Optional<Target> active) {
        return active.map(target -> target.color().id() + " " + target.port()).orElse("none");
    }
}
