/** The append-only truth: what was meant and what came of it, durable before {@link dev.kawasemi.journal.Journal#append} returns. Kept in SQLite. */
@NullMarked
package dev.kawasemi.journal;

import org.jspecify.annotations.NullMarked;
