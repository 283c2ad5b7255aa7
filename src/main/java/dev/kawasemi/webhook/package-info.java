/**
 * Signed HTTP requests by which a forge says that a release is out. What comes in is checked here and becomes a {@link dev.kawasemi.webhook.NewRelease};
 * what is done with one is not this room's business.
 */
@org.jspecify.annotations.NullMarked
package dev.kawasemi.webhook;
