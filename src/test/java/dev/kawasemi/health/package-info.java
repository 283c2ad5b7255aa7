/** Tests of the room health. */
@NullMarked
package dev.kawasemi.health;

import org.jspecify.annotations.NullMarked;
