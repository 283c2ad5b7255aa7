/** Tests of this room. */
@NullMarked
package dev.kawasemi.chat.console;

import org.jspecify.annotations.NullMarked;
