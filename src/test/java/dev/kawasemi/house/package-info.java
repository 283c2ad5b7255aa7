/** The rules of the house, as tests. */
@NullMarked
package dev.kawasemi.house;

import org.jspecify.annotations.NullMarked;
