package dev.kawasemi.chat;

import java.util.List;

/** The one door for everything that is asked in a chat. Safe for many threads; returns at once and answers through the responder, also later. */
public interface ChatService {
    /** Checks input and rights, asks the engine and answers. Never throws for what was asked. */
    void handle(ChatCommand command, Caller caller, Responder responder);

    /** The names of the apps that begin with this, in order, for completion; from memory. */
    List<String> appNames(String prefix);

    /** The versions of this app that were deployed before and hold what was typed, newest first, at most 25, for completion; from memory. */
    List<String> versions(String app, String typed);
}
