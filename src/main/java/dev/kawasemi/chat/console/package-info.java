/** The chat at a terminal: the same commands, messages and buttons, for trying it out and for when Discord is away. Knows no engine, only what chat gives. */
@NullMarked
package dev.kawasemi.chat.console;

import org.jspecify.annotations.NullMarked;
