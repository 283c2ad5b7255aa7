package dev.kawasemi.bench;

import dev.kawasemi.bed.BedCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key for 127.0.0.1 that the JDK's keytool makes at each run, and the JVM's own certificates with that one added: as many as a real bot reads.
 *
 * @param context for the server
 * @param trustStore for the client; its password is {@value #PASSWORD}
 */
record Tls(SSLContext context, Path trustStore) {
    /** The one of every JDK's certificates; it guards nothing. */
    static final String PASSWORD = "changeit";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    static Tls make(Path folder) throws IOException, GeneralSecurityException {
        Path keys = folder.resolve("discord.p12");
        Path certificate = folder.resolve("discord.pem");
        Path trust = folder.resolve("trust");
        keytool(
                "-genkeypair",
                keys,
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1");
        keytool("-exportcert", keys, "-file", certificate.toString());
        Files.copy(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"), trust);
        keytool("-importcert", trust, "-noprompt", "-file", certificate.toString());
        return new Tls(context(keys), trust);
    }

    private static void keytool(String verb, Path store, String... more) {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                verb,
                "-alias",
                "stand-in",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        argv.addAll(List.of(more));
        var unused = BedCommand.run(LIMIT, argv);
    }

    private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /** For the bot's JVM. */
    String flags() {
        return "-Djavax.net.ssl.trustStore=" + trustStore + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
    }
}
