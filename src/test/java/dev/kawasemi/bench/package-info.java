/**
 * The benchmark: Kawasemi's ways to deploy beside plain blue-green and the sequence that it grew from, on one core under load, and the bot alone. Only
 * {@code src/test/bench/run} runs it. Nothing here tests that something works, but for what was lost.
 */
@NullMarked
package dev.kawasemi.bench;

import org.jspecify.annotations.NullMarked;
