package dev.kawasemi.proxy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How an app's proxy is switched. */
public sealed interface ProxySettings {
    Verify verify();

    /**
     * How the public entry is asked after a switch.
     *
     * @param times answers in a row, 1 and up
     * @param statusOnly whether an answer without our colour header counts
     */
    record Verify(URI publicUrl, int times, boolean statusOnly, Duration timeout, Duration deadline) {
        int publicPort() {
            int byScheme = "https".equals(publicUrl.getScheme()) ? 443 : 80;
            return publicUrl.getPort() < 0 ? byScheme : publicUrl.getPort();
        }
    }

    /** A proxy that takes in a file of ours. */
    sealed interface ByFile extends ProxySettings {
        /** Ours alone. */
        Path file();

        /** A program and its arguments; it changes nothing and fails where a reload would. */
        List<String> test();

        /** A program and its arguments. */
        List<String> reload();
    }

    record Nginx(Path file, List<String> test, List<String> reload, Verify verify) implements ByFile {}

    record Caddy(Path file, List<String> test, List<String> reload, Verify verify) implements ByFile {}

    record Haproxy(Path file, List<String> test, List<String> reload, Verify verify) implements ByFile {}

    /** A program of the user's, called with {@code switch COLOR} and with {@code active}. */
    record Script(List<String> command, Verify verify) implements ProxySettings {}
}
