package dev.kawasemi.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a sender and this host share: printed nowhere, because {@link #toString()} hides it. */
public final class WebhookSecret {
    private static final String PREFIX = "sha256=";
    private static final String ALGORITHM = "HmacSHA256";
    /** Under this a secret can be guessed offline from one signed request. */
    private static final int SHORTEST = 16;

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException when it has fewer than 16 characters */
    public WebhookSecret(String value) {
        if (value.length() < SHORTEST) {
            throw new IllegalArgumentException("a webhook's secret has at least " + SHORTEST
                    + " characters: make one with `openssl rand -hex 32` and give it to the sender too");
        }
        this.key = new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The signature of these parts put together, in hexadecimal. */
    String sign(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /**
     * Whether a header's {@code sha256=…} is the signature of these parts. Compares in constant time: how long it takes tells nothing of the right one.
     */
    boolean signed(String header, byte[]... parts) {
        return MessageDigest.isEqual(
                (PREFIX + sign(parts)).getBytes(StandardCharsets.US_ASCII), header.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "***";
    }
}
