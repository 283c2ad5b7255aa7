package dev.kawasemi.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** What a test wants to go wrong with Discord. Routes are written as {@code POST /channels/{channel_id}/messages}. */
public final class Trouble {
    private final GuildState guild;
    private final Gateway gateway;
    private final RestServer rest;

    Trouble(GuildState guild, Gateway gateway, RestServer rest) {
        this.guild = guild;
        this.gateway = gateway;
        this.rest = rest;
    }

    // REST.

    /** The next request of this route gets this status and is not carried out; called again, the one after it too. A 429 says 1 s. */
    public void nextResponse(String route, int status) {
        nextResponse(route, status, 0, "scripted " + status);
    }

    /** The same with Discord's own error code, as 50013. */
    public void nextResponse(String route, int status, int code, String message) {
        Reply reply = status == 429 ? Reply.tooMany(1, false, code) : Reply.error(status, code, message);
        script(route, new Scripted.Failure(reply, false, false));
    }

    /** The next request of this route is carried out, but its answer is lost: the connection is cut. */
    public void loseNextAnswer(String route) {
        script(route, new Scripted.Failure(Reply.noContent(), true, true));
    }

    private void script(String route, Scripted.Failure failure) {
        guild.locked(() -> rest.scripted.failNext(known(route), failure));
    }

    /** So many creates and edits of messages together in each channel in so much time, told in headers; more get a 429. */
    public void limitMessages(int requests, Duration window) {
        guild.locked(() -> rest.scripted.limitMessages(requests, window));
    }

    /** So many requests of this route per channel in so much time, told in headers; more get a 429. */
    public void limit(String route, int requests, Duration window) {
        guild.locked(() -> rest.scripted.limit(known(route), requests, window));
    }

    public void noLimits() {
        guild.locked(rest.scripted::noLimits);
    }

    private String known(String route) {
        if (!rest.knows(route)) {
            throw new IllegalArgumentException("no route '" + route + "'; there are " + rest.routes());
        }
        return route;
    }

    /** From now on REST answers 503; the gateway stays. */
    public void unavailable() {
        guild.locked(() -> rest.scripted.outage(Scripted.Outage.UNAVAILABLE));
    }

    /** From now on every connection is cut, and new ones too. */
    public void unreachable() {
        guild.locked(() -> {
            rest.scripted.outage(Scripted.Outage.UNREACHABLE);
            gateway.refuse(true);
        });
    }

    /** Discord is back. */
    public void over() {
        guild.locked(() -> {
            rest.scripted.outage(Scripted.Outage.NONE);
            gateway.refuse(false);
        });
    }

    // Gateway.

    /** Cuts the gateway's connection; the session waits for its resume and gets what it missed. */
    public void dropConnection() {
        dropConnection(0);
    }

    /** Cuts the gateway's connection; on the resume at least the last {@code again} events come again though they were received. */
    public void dropConnection(int again) {
        guild.locked(() -> gateway.drop(again));
    }

    /** Tells the bot that its session counts no more (opcode 9): it has to identify anew. */
    public void invalidateSession() {
        guild.locked(gateway::invalidate);
    }

    /** Closes the gateway's connection with this close code, 4004 or 4014 for example. */
    public void closeGateway(int code, String reason) {
        guild.locked(() -> gateway.closeAll(code, reason));
    }

    /** Discord has an outage that takes the guild with it; the session stays. */
    public void guildUnavailable() {
        guild.locked(() -> gateway.dispatch(
                "GUILD_DELETE", Json.object().put("id", guild.guildId).put("unavailable", true)));
    }

    /** The guild is there again after {@link #guildUnavailable}. */
    public void guildAvailable() {
        guild.locked(() -> gateway.dispatch("GUILD_CREATE", Payloads.guild(guild)));
    }

    /** Sends any event to the bot. */
    public void dispatch(String type, ObjectNode data) {
        guild.locked(() -> gateway.dispatch(type, data));
    }

    public int identifies() {
        return guild.locked(gateway::identifies);
    }

    public int resumes() {
        return guild.locked(gateway::resumes);
    }

    public int heartbeats() {
        return guild.locked(gateway::heartbeats);
    }

    /** Waits until so many sessions have a connection. */
    public void awaitConnected(int sessions, Duration limit) {
        guild.await(
                () -> gateway.connected() == sessions ? Optional.of(true) : Optional.empty(),
                limit,
                () -> "not " + sessions + " connected sessions but " + gateway.connected());
    }

    /** Waits until the bot has resumed so many times. */
    public void awaitResumes(int count, Duration limit) {
        guild.await(
                () -> gateway.resumes() >= count ? Optional.of(true) : Optional.empty(),
                limit,
                () -> "not " + count + " resumes but " + gateway.resumes());
    }
}
