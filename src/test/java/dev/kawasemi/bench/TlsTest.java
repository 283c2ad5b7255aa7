package dev.kawasemi.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.wire.DiscordStandIn;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in behind a certificate of our own. */
@Tag("processes")
class TlsTest {
    @TempDir
    Path folder;

    @Test
    void aClientThatTrustsTheKeyIsAnsweredAndNoOther() throws Exception {
        Tls tls = Tls.make(folder);
        try (DiscordStandIn discord = DiscordStandIn.start(tls.context())) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(discord.apiUrl() + "nowhere"))
                    .build();
            HttpClient trusting =
                    HttpClient.newBuilder().sslContext(trusting(tls)).build();

            assertEquals(
                    404,
                    trusting.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode());
            assertThrows(
                    SSLHandshakeException.class,
                    () -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()));
            assertTrue(discord.gatewayUrl().startsWith("wss://127.0.0.1:"), discord.gatewayUrl());
        }
    }

    private static SSLContext trusting(Tls tls) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (InputStream in = Files.newInputStream(tls.trustStore())) {
            store.load(in, Tls.PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
