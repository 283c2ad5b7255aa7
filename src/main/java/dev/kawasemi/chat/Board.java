package dev.kawasemi.chat;

import dev.kawasemi.deployment.DeploymentId;

/** Where messages are shown: Discord, a terminal. Takes note durably and returns at once; never throws for the far side's sake. */
public interface Board {
    /** The message that should stand in this slot from now on. The first ROOT of a deployment opens its thread. */
    void show(Slot slot, ChatMessage message);

    /** As {@link #show}, but below everything else, as a new message; a copy that stands loses its buttons, so that one is live. */
    void showAnew(Slot slot, ChatMessage message);

    /** As {@link #show}, but only where something stands already: for what is not worth a message of its own. */
    default void amend(Slot slot, ChatMessage message) {
        show(slot, message);
    }

    /**
     * The title of the deployment's thread and who is to be in it; called before its ROOT is shown.
     *
     * @param title 1 to 100 characters
     * @param memberId a user's id on this transport, or empty
     */
    void nameThread(DeploymentId deployment, String title, String memberId);
}
