/** Numbers for Prometheus. */
package dev.kawasemi.metrics;
