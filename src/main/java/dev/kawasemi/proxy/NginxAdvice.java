package dev.kawasemi.proxy;

import java.nio.file.Path;
import java.util.List;

/** What a person pastes into their own nginx configuration, once per app. */
final class NginxAdvice {
    private NginxAdvice() {}

    static List<String> lines(Path file, NginxFile format, boolean wasThere) {
        return List.of(
                wasThere
                        ? file + " is there already and was left as it is."
                        : "Wrote " + file + ". It has no colour yet: nginx answers 502 until the first deploy.",
                "",
                "In nginx.conf, inside http { … }, unless a folder already included there holds the file:",
                "    include " + file + ";",
                "In nginx.conf, outside all blocks (without it old nginx workers live as long as their longest connection):",
                "    worker_shutdown_timeout 60s;",
                "In the server's location for the app, in place of its proxy_pass:",
                "    proxy_pass http://" + format.upstream() + ";",
                "    add_header " + PublicEntry.COLOR_HEADER + " " + format.colorVariable() + " always;",
                "    (a location with an add_header of its own no longer inherits those of the server: repeat the ones it needs)",
                "",
                "Then: nginx -t, and nginx -s reload.");
    }
}
