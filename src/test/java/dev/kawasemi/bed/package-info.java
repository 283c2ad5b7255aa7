/**
 * The real example app on real parts, for end-to-end tests: images, a proxy, visitors, numbered tasks, and what Docker itself says runs. It asks
 * the engine and the proxy, never Kawasemi. Everything it makes bears its own names and is removed by it, nothing else is.
 */
@NullMarked
package dev.kawasemi.bed;

import org.jspecify.annotations.NullMarked;
