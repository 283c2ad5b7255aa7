/** Tests of the room log. */
@NullMarked
package dev.kawasemi.log;

import org.jspecify.annotations.NullMarked;
