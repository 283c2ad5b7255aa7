package dev.kawasemi.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kawasemi.chat.Announcement;
import dev.kawasemi.chat.Announcements;
import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.DeploymentId;
import dev.kawasemi.deployment.Version;
import dev.kawasemi.testing.FakeTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAnnouncementsTest extends AnnouncementsContract {
    private final FakeTime time = new FakeTime();

    @TempDir
    private Path folder;

    private WebhookStore store;

    @BeforeEach
    void open() {
        store = WebhookStore.open(folder.resolve("webhook.db"), time);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    Announcements announcements() {
        return new SqliteAnnouncements(store);
    }

    @Test
    void theyOutliveARestartAndTheOldestOfManyGo() {
        Announcement first = add("v0");
        for (int i = 1; i <= 200; i++) {
            add("v" + i);
        }
        close();
        open();
        assertEquals(Optional.empty(), announcements().find(first.number()));
        assertEquals(
                "v1",
                announcements().find(first.number() + 1).orElseThrow().version().value());
        assertTrue(add("v201").number() > 200);
    }

    private Announcement add(String version) {
        return announcements()
                .add(new Announcement(
                        0,
                        new AppName("shop"),
                        new Version(version),
                        List.of(),
                        new DeploymentId(1),
                        Announcement.State.OPEN,
                        "",
                        time.now()));
    }
}
