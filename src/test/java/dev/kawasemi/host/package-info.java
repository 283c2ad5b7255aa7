/** Tests of the room host. */
@NullMarked
package dev.kawasemi.host;

import org.jspecify.annotations.NullMarked;
