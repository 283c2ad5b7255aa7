/**
 * The verbs at a terminal: what can be typed, what is printed, which exit code follows. The host they act on is opened through {@link dev.kawasemi.cli.Hosts},
 * which the root package implements. No HOCON and no chat here.
 */
@NullMarked
package dev.kawasemi.cli;

import org.jspecify.annotations.NullMarked;
