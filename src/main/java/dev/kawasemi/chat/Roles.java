package dev.kawasemi.chat;

import java.util.Set;

/** Role ids by right; empty {@code deploy} or {@code approve} means nobody, empty {@code view} everyone in the channel. */
public record Roles(Set<String> deploy, Set<String> approve, Set<String> view) {
    public Roles {
        deploy = Set.copyOf(deploy);
        approve = Set.copyOf(approve);
        view = Set.copyOf(view);
    }
}
