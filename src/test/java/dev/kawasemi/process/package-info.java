/** Tests of this room. */
@NullMarked
package dev.kawasemi.process;

import org.jspecify.annotations.NullMarked;
