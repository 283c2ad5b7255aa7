package dev.kawasemi.chat;

import dev.kawasemi.deployment.DeploymentId;
import java.util.Optional;

/** The way back to the one person who asked. A transport has acknowledged (or will, in time) before anything slow begins. */
public interface Responder {
    /** Text for the asker alone; the first is the answer, later ones replace it. At most 2000 characters, cut by the transport. */
    void reply(String text);

    /** The same with buttons. */
    void reply(ChatMessage message);

    /** Acknowledges a press by changing the pressed message itself, so that its buttons are gone. Nothing happens for a command. */
    void replacePressed(ChatMessage message);

    /** Where a deployment's thread is; empty where it has none, or the transport knows none. */
    default Optional<String> threadUrl(DeploymentId deployment) {
        return Optional.empty();
    }

    /** Nothing more will be answered to this request. A transport that waits for that (a script at a terminal) takes note. */
    default void finished() {}
}
