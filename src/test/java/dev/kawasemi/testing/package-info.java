/** Fakes that behave: each passes the contract suite of what it stands for. */
@NullMarked
package dev.kawasemi.testing;

import org.jspecify.annotations.NullMarked;
