package dev.kawasemi.proxy;

import dev.kawasemi.deployment.Finding;

/** The proxy could not be read or switched. */
public final class ProxyException extends RuntimeException {
    private final boolean previousInPlace;
    private final transient Finding finding;

    /** @param previousInPlace whether what was active before serves (again) */
    public ProxyException(String message, boolean previousInPlace) {
        this(Finding.problem(message, "Mend this, then try again"), message, previousInPlace);
    }

    /** With nothing done yet, so that what was active before serves. */
    ProxyException(Finding finding) {
        this(finding, finding.words(), true);
    }

    private ProxyException(Finding finding, String message, boolean previousInPlace) {
        super(message);
        this.previousInPlace = previousInPlace;
        this.finding = finding;
    }

    /** The same in two parts: what was seen, and what to do. */
    public Finding finding() {
        return finding;
    }

    public boolean previousInPlace() {
        return previousInPlace;
    }
}
