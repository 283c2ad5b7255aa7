/** Kawasemi as a process that is killed, on real parts. Never skips; the full run is {@code src/test/faults/run}. */
@NullMarked
package dev.kawasemi.faults;

import org.jspecify.annotations.NullMarked;
