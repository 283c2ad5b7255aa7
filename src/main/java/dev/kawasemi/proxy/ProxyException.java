package dev.kawasemi.proxy;

/** The proxy could not be read or switched. */
public final class ProxyException extends RuntimeException {
    private final boolean previousInPlace;

    /** @param previousInPlace whether what was active before serves (again) */
    public ProxyException(String message, boolean previousInPlace) {
        super(message);
        this.previousInPlace = previousInPlace;
    }

    public boolean previousInPlace() {
        return previousInPlace;
    }
}
