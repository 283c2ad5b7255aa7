/** What happened on this host as numbers for Prometheus. It only reads what the engine has in memory. */
@org.jspecify.annotations.NullMarked
package dev.kawasemi.metrics;
