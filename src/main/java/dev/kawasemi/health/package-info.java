/** Is it ready: probes a colour's web over HTTP and decides. Containers and pressure come in by small interfaces of this room. */
@NullMarked
package dev.kawasemi.health;

import org.jspecify.annotations.NullMarked;
