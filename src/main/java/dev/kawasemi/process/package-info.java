/** Runs a command: an argument list, never a shell; always with a limit; stdout and stderr apart; secrets never printed. The only room that knows zt-exec. */
@NullMarked
package dev.kawasemi.process;

import org.jspecify.annotations.NullMarked;
