/** The sequence on fakes that pass the contract suites: what it does, undoes and refuses. */
@NullMarked
package dev.kawasemi.rollout;

import org.jspecify.annotations.NullMarked;
