/** Tests of what is put together at the top. */
@NullMarked
package dev.kawasemi;

import org.jspecify.annotations.NullMarked;
