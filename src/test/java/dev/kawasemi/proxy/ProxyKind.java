package dev.kawasemi.proxy;

import dev.kawasemi.bed.BedProxy;
import dev.kawasemi.bed.FreePort;
import dev.kawasemi.bed.RealProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The kinds of proxy, each with its real program. */
enum ProxyKind {
    NGINX(
            BedProxy.NGINX,
            "upstream other { serve 127.0.0.1:1; }\n",
            "unknown directive \"serve\"",
            "server { listen 127.0.0.1:%d; }\n"),
    CADDY(
            BedProxy.CADDY,
            "(other) {\n\trespond",
            "Caddyfile",
            "http://:%d {\n\tbind 127.0.0.1\n\trespond other\n}\n"),
    HAPROXY(
            BedProxy.HAPROXY,
            "backend other\n    serve other 127.0.0.1:1\n",
            "unknown keyword 'serve'",
            "frontend other\n    bind 127.0.0.1:%d\n"),
    /** A program as a user might write it, for an nginx that knows nothing of Kawasemi. */
    SCRIPT(BedProxy.NGINX, "", "", "") {
        @Override
        RealProxy in(Path folder) throws IOException {
            Files.createDirectories(folder.resolve("conf.d"));
            Files.writeString(folder.resolve("my-switch"), PROGRAM.replace("@FOLDER@", folder.toString()));
            Files.writeString(folder.resolve("conf.d/my-shop.conf"), """
                    # none
                    upstream kawasemi_my_shop { server 127.0.0.1:1 down; }
                    map "" $kawasemi_my_shop_color { default ""; }
                    """);
            return super.in(folder);
        }

        @Override
        ProxySettings settings(Path file, List<String> test, List<String> reload, ProxySettings.Verify verify) {
            Path folder = file.resolveSibling("..").normalize();
            return new ProxySettings.Script(
                    List.of("/bin/sh", folder.resolve("my-switch").toString()), verify);
        }
    };

    /** What the site of the app my-shop calls our upstream, snippet or backend. */
    private static final String UPSTREAM = "kawasemi_my_shop";

    private static final String PROGRAM = """
            set -e
            file=@FOLDER@/conf.d/my-shop.conf
            case "$1" in
            active) sed -n '1s/^# //p' "$file" ;;
            switch)
              printf '# %s %s\\nupstream kawasemi_my_shop { server 127.0.0.1:%s; }\\nmap "" $kawasemi_my_shop_color { default %s; }\\n' \\
                "$2" "$PORT" "$PORT" "$2" > "$file.new"
              mv "$file.new" "$file"
              nginx -p @FOLDER@ -c @FOLDER@/nginx.conf -s reload ;;
            esac
            """;

    private final BedProxy program;
    private final String broken;
    private final String said;
    private final String listening;

    ProxyKind(BedProxy program, String broken, String said, String listening) {
        this.program = program;
        this.broken = broken;
        this.said = said;
        this.listening = listening;
    }

    /** Configured, not started. */
    RealProxy in(Path folder) throws IOException {
        return program.in(folder, FreePort.find(), UPSTREAM);
    }

    ProxySettings settings(Path file, List<String> test, List<String> reload, ProxySettings.Verify verify) {
        return program.settings(file, test, reload, verify);
    }

    /** Ours, in the folder that all of the program's files are read from. */
    Path file(Path folder) {
        return program.file(folder, "my-shop");
    }

    /** Another app's file, as a person at an editor leaves it. */
    void breakAnother(Path folder) throws IOException {
        Files.writeString(another(folder), broken);
    }

    /** Another app's file wants to listen where it cannot. */
    void listenAt(int takenPort, Path folder) throws IOException {
        Files.writeString(another(folder), listening.formatted(takenPort));
    }

    Path another(Path folder) {
        return program.file(folder, "other");
    }

    /** A part of what the program's test says of it. */
    String saidOfBroken() {
        return said;
    }
}
