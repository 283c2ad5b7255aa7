/** The vocabulary and the pure state machine, by tables. */
@NullMarked
package dev.kawasemi.deployment;

import org.jspecify.annotations.NullMarked;
