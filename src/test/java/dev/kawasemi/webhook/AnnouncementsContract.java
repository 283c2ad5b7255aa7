package dev.kawasemi.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Announcement;
import dev.kawasemi.chat.Announcement.State;
import dev.kawasemi.chat.Announcements;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of announcements keeps to. */
abstract class AnnouncementsContract {
    private static final Instant NOW = Instant.parse("2026-11-22T14:00:00Z");

    abstract Announcements announcements();

    private static Announcement came(String app, String version) {
        return new Announcement(
                0,
                new AppName(app),
                new Version(version),
                List.of("One", "Two"),
                new DeploymentId(42),
                State.OPEN,
                "",
                NOW);
    }

    private static Announcement settled(Announcement one, State state, String by) {
        return new Announcement(
                one.number(), one.app(), one.version(), one.changes(), one.after(), state, by, NOW.plusSeconds(9));
    }

    @Test
    void whatIsAddedIsFoundByItsNumber() {
        Announcement added = announcements().add(came("shop", "v2"));
        assertTrue(added.number() > 0);
        assertEquals(Optional.of(added), announcements().find(added.number()));
        assertEquals(Optional.empty(), announcements().find(added.number() + 1));
    }

    @Test
    void newestOpenOneOfTheAppIsTheOpenOne() {
        announcements().add(came("shop", "v2"));
        Announcement newest = announcements().add(came("shop", "v3"));
        announcements().add(came("blog", "v4"));
        assertEquals(Optional.of(newest), announcements().open(new AppName("shop")));
        assertTrue(announcements().settle(State.OPEN, settled(newest, State.DECLINED, "Bob")));
        assertEquals(
                "v2",
                announcements()
                        .open(new AppName("shop"))
                        .orElseThrow()
                        .version()
                        .value());
    }

    @Test
    void onlyTheFirstSettles() {
        Announcement one = announcements().add(came("shop", "v2"));
        assertTrue(announcements().settle(State.OPEN, settled(one, State.DEPLOYED, "Bob")));
        assertFalse(announcements().settle(State.OPEN, settled(one, State.DECLINED, "Alice")));
        Announcement now = announcements().find(one.number()).orElseThrow();
        assertEquals(settled(one, State.DEPLOYED, "Bob"), now);
    }

    @Test
    void settledOneCanBeOpenedAgainByWhoSettledIt() {
        Announcement one = announcements().add(came("shop", "v2"));
        announcements().settle(State.OPEN, settled(one, State.DEPLOYED, "Bob"));
        assertTrue(announcements().settle(State.DEPLOYED, settled(one, State.OPEN, "")));
        assertEquals(
                one.number(),
                announcements().open(new AppName("shop")).orElseThrow().number());
    }

    @Test
    void unknownNumberSettlesNothing() {
        Announcement never = settled(came("shop", "v2"), State.DEPLOYED, "Bob");
        assertFalse(announcements().settle(State.OPEN, never));
    }
}
