/** How lines of the log look. What is logged, and when, is everyone's own affair. */
@NullMarked
package dev.kawasemi.log;

import org.jspecify.annotations.NullMarked;
