package dev.kawasemi;

import dev.kawasemi.testing.FakeCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** What can be wrong with an app: its compose file, its proxy, its web. */
final class AppFaults {
    private AppFaults() {}

    private static Fault ofFile(String name, String from, String to, String seen, String fix) {
        if (!PlayedHost.COMPOSE.contains(from)) {
            throw new IllegalArgumentException("the compose file has no " + from);
        }
        return Fault.problem(name, bed -> bed.host.compose(PlayedHost.COMPOSE.replace(from, to)), seen, fix);
    }

    static List<Fault> ofTheComposeFile() {
        return List.of(
                Fault.problem(
                        "the compose file is not there",
                        bed -> Files.delete(bed.composeFile()),
                        "docker-compose.yml is not there",
                        "set the app's compose-file"),
                Fault.problem(
                        "the compose file is not valid",
                        bed -> {
                            for (String color : List.of("blue", "green")) {
                                bed.host.resolves(
                                        color, FakeCommandRunner.failed(15, "services.web.ports must be a list"));
                            }
                        },
                        "services.web.ports must be a list",
                        "Mend the file"),
                ofFile(
                        "nothing depends on the version",
                        "VERSION",
                        "v1",
                        "depends on APP_TAG, so every version would start the same images",
                        "image: NAME:${APP_TAG}"));
    }

    static List<Fault> ofServices() {
        return List.of(
                ofFile("a staged service is missing", "\"worker\":", "\"wroker\":", "no service worker", "stages"),
                ofFile(
                        "a second service publishes",
                        "\"beat\": {",
                        "\"beat\": {\"ports\": [{\"target\": 5555, \"published\": \"5555\"}],",
                        "Service beat publishes host port 5555",
                        "take the ports of beat out"),
                ofFile(
                        "a database would be two",
                        "\"worker\": {",
                        "\"worker\": {\"volumes\": [{\"type\": \"volume\", \"source\": \"data\", \"target\": \"/d\"}],",
                        "Service worker keeps data in the volume data",
                        "into a project of its own"),
                ofFile(
                        "a dependency outside the stages",
                        "\"beat\": {",
                        "\"db\": {}, \"beat\": {\"depends_on\": {\"db\": {}},",
                        "Service beat depends on db",
                        "Put db into a stage"),
                ofFile(
                        "web has the host's network",
                        "\"web\": {",
                        "\"web\": {\"network_mode\": \"host\",",
                        "Service web has network_mode host",
                        "Take network_mode out"));
    }

    static List<Fault> ofTheProxy() {
        return List.of(
                Fault.problem(
                        "init was not run",
                        bed -> Files.delete(bed.proxyFile()),
                        "shop.conf is missing",
                        "Run `kawasemi init shop`"),
                Fault.problem(
                        "another program wrote the proxy file",
                        bed -> Files.writeString(bed.proxyFile(), "upstream shop { server 127.0.0.1:80; }\n"),
                        "another program wrote it",
                        "`kawasemi repair shop --active COLOR` keeps it aside"),
                Fault.problem(
                        "the proxy file was edited by hand",
                        bed -> Files.writeString(
                                bed.proxyFile(),
                                bed.host.proxyText("blue").replace(":" + bed.web.port() + ";", ":8000;")),
                        "the file was changed by hand",
                        "`kawasemi repair shop --active COLOR`"),
                Fault.problem(
                        "the proxy's test fails",
                        bed -> bed.host.nginxTest(FakeCommandRunner.failed(1, "nginx: [emerg] unknown directive")),
                        "unknown directive",
                        "Mend the configuration of nginx"),
                Fault.problem(
                        "the reload's program is not there",
                        bed -> bed.replace("/bin/true", "/no/such/nginx"),
                        "/no/such/nginx is not on this host",
                        "proxy.reload"),
                Fault.problem(
                                "the proxy points at a web that does not run",
                                bed -> {
                                    bed.host.nothingRuns();
                                    bed.takenPorts.clear();
                                    bed.web.close();
                                },
                                "no web of project shop-blue runs",
                                "`docker compose -p shop-blue start`")
                        .andAlso(1));
    }

    static List<Fault> ofTheSite() {
        return List.of(
                site(
                        "nginx does not take the file in",
                        bed -> bed.host.printsConfiguration(PlayedHost.SITE),
                        "nginx does not take ",
                        "include "),
                site(
                        "no site passes to the upstream",
                        bed -> prints(bed, PlayedHost.SITE.replace("kawasemi_shop;", "shop;")),
                        "no site passes to kawasemi_shop",
                        "proxy_pass http://kawasemi_shop;"),
                site(
                        "no site shows the colour",
                        bed -> prints(bed, PlayedHost.SITE.replace("add_header", "# add_header")),
                        "no site shows $kawasemi_shop_color",
                        "add_header X-Kawasemi-Color $kawasemi_shop_color always;"),
                Fault.problem(
                        "the public entry does not lead through the proxy file",
                        bed -> bed.entry.answer(200),
                        "answers, but not through ",
                        "`kawasemi init shop`"),
                Fault.problem(
                        "the proxy was not reloaded",
                        bed -> bed.entry.answer(200, "X-Kawasemi-Color", "green"),
                        "from green, but BLUE is active",
                        "reload the proxy"),
                Fault.problem(
                        "the public entry answers 502",
                        bed -> bed.entry.answer(502),
                        "HTTP 502",
                        "proxy.public-url must be answered with 2xx"),
                Fault.away("the proxy is down", bed -> bed.entry.close(), "Asked the public entry", "Start the proxy"));
    }

    private static Fault site(String name, Fault.Plant plant, String seen, String fix) {
        return Fault.problem(
                name,
                bed -> {
                    bed.nothingServesYet();
                    plant.in(bed);
                },
                seen,
                fix);
    }

    private static void prints(CheckBed bed, String site) throws IOException {
        bed.host.printsConfiguration(Files.readString(bed.proxyFile()) + site);
    }

    static List<Fault> ofTheWeb() {
        return List.of(
                Fault.problem(
                        "the health path answers a redirect to https",
                        bed -> bed.web.answer(301, "Location", "https://shop.example/health/"),
                        "HTTP 301 (redirects are not followed)",
                        "SECURE_REDIRECT_EXEMPT"),
                Fault.problem(
                        "the health path answers another redirect",
                        bed -> bed.web.answer(302, "Location", "/login"),
                        "GET http://127.0.0.1:",
                        "health.host sets the Host header of the probes, now shop.example"),
                Fault.problem(
                        "the app does not know the host name",
                        bed -> bed.web.answer(400),
                        "with Host: shop.example, and saw: HTTP 400",
                        "ALLOWED_HOSTS"),
                Fault.problem(
                        "the health path wants a log-in", bed -> bed.web.answer(403), "HTTP 403", "needs no log-in"),
                Fault.problem(
                        "there is no such health path", bed -> bed.web.answer(404), "HTTP 404", "Set health.path"),
                Fault.problem("the web is not well", bed -> bed.web.answer(500), "HTTP 500", "`kawasemi logs` shows"),
                Fault.problem(
                        "the web does not answer",
                        bed -> bed.web.close(),
                        "connection refused",
                        "listen on 0.0.0.0 inside its container"));
    }

    static List<Fault> ofWhatRuns() {
        return List.of(
                Fault.problem(
                        "a colour's port is taken by another program",
                        bed -> bed.takenPorts.add(1),
                        "port 1, where GREEN would be published, is taken by another program",
                        "change ports.green"),
                Fault.problem(
                        "an unmanaged stack runs",
                        bed -> {
                            bed.nothingServesYet();
                            bed.host.runs("shop", "web", "worker", "beat");
                        },
                        "runs as project shop: it would work beside the new one",
                        "`kawasemi deploy shop VERSION --adopt`"));
    }

    static List<Fault> ofTheConfiguration() {
        return List.of(
                Fault.problem(
                        "a port that is none",
                        bed -> bed.replace("port = 8000", "port = 80000"),
                        "application.conf:10: kawasemi.apps.shop.web.port: saw 80000, expected",
                        "Mend it in "),
                Fault.problem(
                                "an unknown key",
                                bed -> bed.replace("project =", "proejct ="),
                                "Did you mean kawasemi.apps.shop.project",
                                "Mend it in ")
                        .andAlso(1),
                Fault.problem(
                        "the token's file is not there",
                        bed -> bed.replace(
                                "token = \"" + bed.discord.token() + "\"", "token-file = \"/no/such/token\""),
                        "/no/such/token (it is not there)",
                        "Mend it in "));
    }
}
