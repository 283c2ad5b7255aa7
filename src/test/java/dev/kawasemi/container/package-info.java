/** Tests of this room. */
@NullMarked
package dev.kawasemi.container;

import org.jspecify.annotations.NullMarked;
