/** Time as something handed in: the wall clock, the monotonic clock and sleeping, so that tests need not wait. */
@NullMarked
package dev.kawasemi.time;

import org.jspecify.annotations.NullMarked;
