/** A SQLite file with write-ahead log and numbered migrations. The stores above write their own SQL. */
@NullMarked
package dev.kawasemi.sqlite;

import org.jspecify.annotations.NullMarked;
