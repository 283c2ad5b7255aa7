/** Webhooks, by real HTTP requests on loopback. */
package dev.kawasemi.webhook;
