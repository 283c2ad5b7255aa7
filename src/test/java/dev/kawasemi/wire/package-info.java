/**
 * Discord's protocol on loopback, for tests: REST and gateway over real sockets, state behind them, and users who press buttons. Knows the protocol, not any
 * client library.
 */
@NullMarked
package dev.kawasemi.wire;

import org.jspecify.annotations.NullMarked;
