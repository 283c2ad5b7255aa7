package dev.kawasemi.chat.discord;

import net.dv8tion.jda.api.events.session.SessionInvalidateEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.CloseCode;

/**
 * Hears that a session is over for good. JDA 6.5 ends one not only where Discord refuses it, but also where its thread is interrupted between two tries to
 * reconnect (its WebSocketClient.reconnect).
 */
final class SessionEnd extends ListenerAdapter {
    private final Heard heard;

    /** Who wants to know. */
    interface Heard {
        /** @param byRefusal Discord does not want this token or what it asks for: another session would end in the same way */
        void over(boolean byRefusal);

        /** Discord has dropped the session and JDA will identify anew; true: not now, the session is to end. */
        boolean tooOften();
    }

    SessionEnd(Heard heard) {
        this.heard = heard;
    }

    /** JDA would identify again every 5 s for as long as Discord goes on doing this. */
    @Override
    public void onSessionInvalidate(SessionInvalidateEvent event) {
        if (heard.tooOften()) {
            event.getJDA().shutdown();
        }
    }

    @Override
    public void onShutdown(ShutdownEvent event) {
        heard.over(isRefusal(event.getCloseCode()));
    }

    /** 4004, 4010, 4011, 4013 and 4014 (Discord's reference, "Gateway Close Event Codes"): what is configured must be mended first. */
    static boolean isRefusal(@org.jspecify.annotations.Nullable CloseCode code) {
        return code != null && !code.isReconnect();
    }
}
