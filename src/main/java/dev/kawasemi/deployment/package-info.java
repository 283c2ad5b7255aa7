/**
 * The vocabulary and the pure state machine: what a deployment is, which moves it may make. No clock, no thread, no I/O; imports {@code java.*} and
 * JSpecify alone. Everything that happens is an event; {@link dev.kawasemi.deployment.Deployment} is the fold of its events.
 */
@NullMarked
package dev.kawasemi.deployment;

import org.jspecify.annotations.NullMarked;
