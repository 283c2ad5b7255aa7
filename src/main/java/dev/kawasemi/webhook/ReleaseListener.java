package dev.kawasemi.webhook;

/** Is told of releases. */
@FunctionalInterface
public interface ReleaseListener {
    /** A sender that is known announced this one; called once for each request, on a thread of the webhook's. Takes note durably and returns. */
    void announced(NewRelease release);
}
