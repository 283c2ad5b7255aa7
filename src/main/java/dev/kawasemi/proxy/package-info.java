/** Where traffic goes. One switcher per app; nginx, Caddy, HAProxy and script are its kinds. It writes only its own file, atomically, and keeps the previous one. */
@NullMarked
package dev.kawasemi.proxy;

import org.jspecify.annotations.NullMarked;
