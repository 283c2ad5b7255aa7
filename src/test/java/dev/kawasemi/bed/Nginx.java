package dev.kawasemi.bed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** nginx, configured as the demo's. */
public final class Nginx extends RealProxy {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** @param name without {@code $} and dashes: the name of upstream and, before {@code _color}, of the variable */
    public Nginx(Path folder, int port, String name) throws IOException {
        super(folder, port);
        String template = Files.readString(BedApp.sources().resolve("src/demo/nginx.conf"));
        Files.writeString(
                configuration("nginx.conf"),
                template.replace("@PORT@", String.valueOf(port))
                        .replace("@SWITCH_FILE@", folder + "/conf.d/*.conf")
                        .replace("kawasemi_shop", name));
    }

    private Path configuration(String name) {
        return folder().resolve(name);
    }

    private List<String> call(String configuration, String... arguments) {
        return Stream.concat(
                        Stream.of(
                                "nginx",
                                "-p",
                                folder().toString(),
                                "-c",
                                configuration(configuration).toString()),
                        Stream.of(arguments))
                .toList();
    }

    @Override
    List<String> run() {
        return call("nginx.conf");
    }

    @Override
    public List<String> test() {
        return call("nginx.conf", "-t", "-q");
    }

    @Override
    public List<String> reload() {
        return call("nginx.conf", "-s", "reload");
    }

    /** Fails where {@code nginx -t} does, were this line in the place of the include of {@code conf.d/*.conf}. */
    public void testIncluding(String pattern) throws IOException {
        String text = Files.readString(configuration("nginx.conf"));
        Files.writeString(configuration("other.conf"), text.replace("conf.d/*.conf", pattern));
        BedCommand.run(LIMIT, call("other.conf", "-t", "-q"));
    }
}
