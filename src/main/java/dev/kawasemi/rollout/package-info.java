/** Runs the sequence: plans into acts, journaled before each, undone on failure. {@link dev.kawasemi.rollout.DeployEngine} is the door; chat is not known here. */
@NullMarked
package dev.kawasemi.rollout;

import org.jspecify.annotations.NullMarked;
