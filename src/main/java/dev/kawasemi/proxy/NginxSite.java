package dev.kawasemi.proxy;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether nginx takes our file in and a site leads through it. {@code nginx -t} is content without, so the whole configuration is printed by {@code nginx -T}
 * (nginx 1.9.2 and newer) and our first line is looked for in it: by the text and not by the path, which may be a link or another one inside a container.
 * What is printed may hold secrets: nothing of it is quoted.
 */
final class NginxSite {
    /** So begins what {@code -T} prints; where it does not, the beginning of a very long configuration is not kept. */
    private static final String BEGINNING = "# configuration file ";

    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");

    private final AppName app;
    private final ProxyCommands commands;

    NginxSite(AppName app, ProxyCommands commands) {
        this.app = app;
        this.commands = commands;
    }

    /** @param test the configured test; where it is not nginx's own it cannot be asked for more, and that is said */
    List<Finding> look(List<String> test, ProxyFile file) {
        Optional<String> ours = ours(file);
        if (ours.isEmpty()) {
            return List.of();
        }
        return printing(test)
                .map(argv -> commands.output(argv)
                        .filter(said -> said.startsWith(BEGINNING))
                        .map(whole -> problems(whole, ours.get(), file.path()))
                        .orElseGet(
                                () -> List.of(notMeasured(file, "`" + String.join(" ", argv) + "` does not print it"))))
                .orElseGet(() -> List.of(notMeasured(file, "proxy.test is not nginx's own")));
    }

    private static Optional<String> ours(ProxyFile file) {
        try {
            return file.readOurs();
        } catch (ProxyException e) {
            // The check itself has said so.
            return Optional.empty();
        }
    }

    private List<Finding> problems(String whole, String ours, Path path) {
        String firstLine = ours.lines().findFirst().orElse("");
        String lines =
                "The lines for it are printed by `kawasemi init " + app + "`; then nginx -t, and nginx -s reload";
        if (whole.lines().noneMatch(firstLine::equals)) {
            return List.of(Finding.problem(
                    "nginx does not take " + path + " in: it is not in the configuration that nginx -T prints",
                    "Put `include " + path + ";` into nginx.conf, inside http { … }. " + lines));
        }
        String others = COMMENT.matcher(whole.replace(ours, "")).replaceAll("");
        List<Finding> problems = new ArrayList<>();
        String upstream = NginxFile.upstream(app);
        if (!names(others, upstream)) {
            problems.add(Finding.problem(
                    "nginx takes " + path + " in, but no site passes to " + upstream,
                    "Put `proxy_pass http://" + upstream + ";` into the app's location. " + lines));
        }
        if (!names(others, upstream + "_color")) {
            problems.add(Finding.problem(
                    "nginx takes " + path + " in, but no site shows $" + upstream + "_color",
                    "Put `add_header " + PublicEntry.COLOR_HEADER + " $" + upstream
                            + "_color always;` into the app's location. " + lines));
        }
        return problems;
    }

    private static boolean names(String configuration, String word) {
        return Pattern.compile("(?<![A-Za-z0-9_])" + word + "(?![A-Za-z0-9_])")
                .matcher(configuration)
                .find();
    }

    private static Finding notMeasured(ProxyFile file, String why) {
        return Finding.note("Not looked at: whether nginx takes " + file.path() + " in (" + why
                + "). The public entry shows it after the first deploy");
    }

    /** The test with {@code -T}: {@code nginx -t}, also behind sudo or in a container. */
    private static Optional<List<String>> printing(List<String> test) {
        boolean nginx = test.stream().anyMatch(word -> word.equals("nginx") || word.endsWith("/nginx"));
        return nginx && test.contains("-t")
                ? Optional.of(test.stream()
                        .filter(word -> !word.equals("-q"))
                        .map(word -> word.equals("-t") ? "-T" : word)
                        .toList())
                : Optional.empty();
    }
}
