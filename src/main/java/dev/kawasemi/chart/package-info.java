/**
 * Samples to a picture: what both colours used over a deploy. The picture is drawn by a short-lived child process, so that the bot does not grow by a graphics
 * library; only {@link dev.kawasemi.chart.ChartProgram} and what it calls know that library. No text from outside goes into a picture.
 */
@NullMarked
package dev.kawasemi.chart;

import org.jspecify.annotations.NullMarked;
