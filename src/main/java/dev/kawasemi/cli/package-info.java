/** The verbs at a terminal: what they ask of {@link dev.kawasemi.cli.Host}, what they print, and with which code they end. */
@NullMarked
package dev.kawasemi.cli;

import org.jspecify.annotations.NullMarked;
