package dev.kawasemi.deployment;

import java.util.Optional;

/**
 * A colour that serves or served: its stack and, where known, its release (an adopted stack has none).
 */
public record Side(Stack stack, Optional<Release> release) {
    /** The version for people. */
    public String versionText() {
        return release.map(r -> r.version().value()).orElse("(unmanaged)");
    }
}
