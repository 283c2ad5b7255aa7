/** Tests of this room. */
@NullMarked
package dev.kawasemi.chat;

import org.jspecify.annotations.NullMarked;
