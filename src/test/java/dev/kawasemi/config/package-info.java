/** What a configuration file may say, and what is said of one that is wrong. */
@NullMarked
package dev.kawasemi.config;

import org.jspecify.annotations.NullMarked;
