/** CPU, memory, pressure, temperature and disk of this host and of groups of its processes, read from /proc and /sys (root path injected). Not measured is never 0. */
@NullMarked
package dev.kawasemi.host;

import org.jspecify.annotations.NullMarked;
