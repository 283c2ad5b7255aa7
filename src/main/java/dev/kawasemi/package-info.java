/** Start, wire and stop in order. Nothing else: every decision lives in a room below. */
@NullMarked
package dev.kawasemi;

import org.jspecify.annotations.NullMarked;
