/** Tests of the room proxy. */
@NullMarked
package dev.kawasemi.proxy;

import org.jspecify.annotations.NullMarked;
