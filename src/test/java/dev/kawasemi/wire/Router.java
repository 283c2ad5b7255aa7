package dev.kawasemi.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which endpoint answers: by method and path template, literal segments before named ones. */
final class Router {
    private static final Pattern NAMED = Pattern.compile("\\{([a-z_]+)}");

    private final List<Route> routes = new ArrayList<>();

    /** What one endpoint does, under the guild's lock. */
    interface Endpoint {
        Reply answer(Call call) throws DiscordError;
    }

    /** Where a path leads. */
    record Match(Route route, Map<String, String> path) {}

    /** One line of the table. */
    record Route(String method, String template, Pattern pattern, List<String> names, Endpoint endpoint) {
        String name() {
            return method + " " + template;
        }
    }

    void add(String method, String template, Endpoint endpoint) {
        List<String> names = new ArrayList<>();
        Matcher named = NAMED.matcher(template);
        while (named.find()) {
            names.add(named.group(1));
        }
        Pattern pattern = Pattern.compile(NAMED.matcher(template).replaceAll("([^/]+)"));
        routes.add(new Route(method, template, pattern, names, endpoint));
    }

    /** The first that was added wins. */
    Optional<Match> find(String method, String path) {
        for (Route route : routes) {
            Matcher matcher = route.pattern.matcher(path);
            if (route.method.equals(method) && matcher.matches()) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 0; i < route.names.size(); i++) {
                    values.put(route.names.get(i), matcher.group(i + 1));
                }
                return Optional.of(new Match(route, values));
            }
        }
        return Optional.empty();
    }

    boolean knows(String routeName) {
        return routes.stream().anyMatch(route -> route.name().equals(routeName));
    }

    List<String> names() {
        return routes.stream().map(Route::name).toList();
    }
}
