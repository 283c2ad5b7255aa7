package dev.kawasemi.chat;

import static dev.kawasemi.chat.AccessPolicy.Act.APPROVE;
import static dev.kawasemi.chat.AccessPolicy.Act.CANCEL;
import static dev.kawasemi.chat.AccessPolicy.Act.DEPLOY;
import static dev.kawasemi.chat.AccessPolicy.Act.LOCK;
import static dev.kawasemi.chat.AccessPolicy.Act.LOGS;
import static dev.kawasemi.chat.AccessPolicy.Act.ROLL_BACK;
import static dev.kawasemi.chat.AccessPolicy.Act.UNLOCK;
import static dev.kawasemi.chat.AccessPolicy.Act.VIEW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.AccessPolicy.Act;
import dev.kawasemi.deployment.Actor;
import dev.kawasemi.testing.Stories;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessPolicyTest {
    private static final Roles ROLES = new Roles(Set.of("d"), Set.of("a"), Set.of("v"));

    @Test
    void eachRightAllowsWhatTheTableSays() {
        assertEquals(EnumSet.of(VIEW, DEPLOY, ROLL_BACK, LOGS, LOCK), allowed(ROLES, caller(Set.of("d"))));
        assertEquals(EnumSet.of(VIEW, APPROVE, ROLL_BACK, UNLOCK, CANCEL), allowed(ROLES, caller(Set.of("a"))));
        assertEquals(EnumSet.of(VIEW), allowed(ROLES, caller(Set.of("v"))));
        assertEquals(EnumSet.allOf(Act.class), allowed(ROLES, caller(Set.of("d", "a"))));
    }

    @Test
    void withoutARoleNothingIsAllowed() {
        assertEquals(EnumSet.noneOf(Act.class), allowed(ROLES, caller(Set.of("other"))));
        assertEquals(EnumSet.noneOf(Act.class), allowed(ROLES, caller(Set.of())));
    }

    @Test
    void emptyDeployAndApproveMeanNobodyAndEmptyViewEveryone() {
        Roles empty = new Roles(Set.of(), Set.of(), Set.of());
        assertEquals(EnumSet.of(VIEW), allowed(empty, caller(Set.of("d", "a", ""))));
    }

    @Test
    void theOneWhoAskedMayCancelAndNobodyWithTheirNameMay() {
        AccessPolicy policy = new AccessPolicy(ROLES);
        Caller alice = new Caller(Stories.ALICE, Set.of(), false, true);
        assertTrue(policy.refusal(CANCEL, alice, Optional.of(Stories.ALICE)).isEmpty());
        Actor namesake = new Actor(Actor.Origin.DISCORD, "666", "Alice");
        Caller other = new Caller(namesake, Set.of(), false, true);
        assertTrue(policy.refusal(CANCEL, other, Optional.of(Stories.ALICE)).isPresent());
        Actor sameIdElsewhere = new Actor(Actor.Origin.TERMINAL, "111", "Alice");
        Caller local = new Caller(sameIdElsewhere, Set.of(), false, true);
        assertTrue(policy.refusal(CANCEL, local, Optional.of(Stories.ALICE)).isPresent());
    }

    @Test
    void theWrongPlaceIsRefusedWhateverTheRoles() {
        Caller elsewhere = new Caller(Stories.BOB, Set.of("d", "a", "v"), false, false);
        assertEquals(EnumSet.noneOf(Act.class), allowed(ROLES, elsewhere));
    }

    @Test
    void thePersonAtTheHostsTerminalMayEverything() {
        Caller pi = new Caller(new Actor(Actor.Origin.TERMINAL, "1000", "pi"), Set.of(), true, true);
        assertEquals(EnumSet.allOf(Act.class), allowed(ROLES, pi));
    }

    private static Caller caller(Set<String> roles) {
        return new Caller(Stories.BOB, roles, false, true);
    }

    /** For a deployment of Alice's. */
    private static EnumSet<Act> allowed(Roles roles, Caller caller) {
        EnumSet<Act> allowed = EnumSet.noneOf(Act.class);
        for (Act act : Act.values()) {
            if (new AccessPolicy(roles)
                    .refusal(act, caller, Optional.of(Stories.ALICE))
                    .isEmpty()) {
                allowed.add(act);
            }
        }
        return allowed;
    }
}
