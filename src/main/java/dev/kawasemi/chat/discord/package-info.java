/**
 * Discord, by JDA: declares the commands, takes interactions in, keeps messages shown through a durable outbox. What a request means and what is said is decided
 * one floor below; here are only Discord's rules.
 */
@NullMarked
package dev.kawasemi.chat.discord;

import org.jspecify.annotations.NullMarked;
