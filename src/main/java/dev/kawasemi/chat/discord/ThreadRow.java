package dev.kawasemi.chat.discord;

import dev.kawasemi.deployment.DeploymentId;

/**
 * The thread of a deployment as stored.
 *
 * @param member id of the user who is to be in it, or empty
 * @param id of the thread, empty while it is wanted
 */
record ThreadRow(DeploymentId deployment, String title, String member, String id, State state) {
    /** How far it is. */
    enum State {
        WANTED,
        /** It is there; the member is still to be added. */
        OPEN,
        COMPLETE,
        /** Deleted, or never to be: messages for it are dropped. */
        GONE
    }

    boolean isThere() {
        return state == State.OPEN || state == State.COMPLETE;
    }

    ThreadRow opened(String threadId) {
        return new ThreadRow(deployment, title, member, threadId, member.isEmpty() ? State.COMPLETE : State.OPEN);
    }

    ThreadRow in(State next) {
        return new ThreadRow(deployment, title, member, id, next);
    }
}
