package dev.kawasemi.webhook;

/** A request that has no effect. The text goes to the sender: it holds nothing of the host's, nor of the secret's. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status an HTTP status; 2xx where the sender did nothing wrong */
    Refused(int status, String text) {
        super(text, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
