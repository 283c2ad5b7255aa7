/** The Discord edge against a stand-in over real sockets, and its parts against fakes. */
@NullMarked
package dev.kawasemi.chat.discord;

import org.jspecify.annotations.NullMarked;
