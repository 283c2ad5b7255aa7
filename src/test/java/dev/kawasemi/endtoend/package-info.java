/** The whole way on real parts: Discord's protocol, JDA, the engine, Docker Compose, a proxy, the example app. Only Discord itself is a stand-in. */
@NullMarked
package dev.kawasemi.endtoend;

import org.jspecify.annotations.NullMarked;
