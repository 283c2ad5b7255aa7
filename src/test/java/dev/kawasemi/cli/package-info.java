/** Tests of the verbs, on a fake host. */
@NullMarked
package dev.kawasemi.cli;

import org.jspecify.annotations.NullMarked;
