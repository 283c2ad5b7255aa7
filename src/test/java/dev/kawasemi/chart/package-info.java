/** Tests of this room. */
@NullMarked
package dev.kawasemi.chart;

import org.jspecify.annotations.NullMarked;
