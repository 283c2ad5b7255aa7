/**
 * What can be asked in a chat, who may, and what is answered and shown; no transport. {@link dev.kawasemi.chat.Board} is what a transport gives: messages by key
 * whose newest state it keeps shown.
 */
@NullMarked
package dev.kawasemi.chat;

import org.jspecify.annotations.NullMarked;
