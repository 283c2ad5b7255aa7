/** The program as a process: what it prints and with which code it ends. */
@NullMarked
package dev.kawasemi.cli;

import org.jspecify.annotations.NullMarked;
