/** HOCON to settings, all problems at once with file and line. The only room that knows typesafe-config. */
@NullMarked
package dev.kawasemi.config;

import org.jspecify.annotations.NullMarked;
