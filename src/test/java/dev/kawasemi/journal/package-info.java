/** The journal's contract and what is SQLite's own. */
@NullMarked
package dev.kawasemi.journal;

import org.jspecify.annotations.NullMarked;
