package dev.kawasemi.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscordSpecTest {
    @TempDir
    private Path folder;

    @Test
    void goesOnWithoutTheFileButNotInCi() {
        Path absent = folder.resolve("openapi.json");
        assertFalse(DiscordSpec.read(absent, false).available());
        assertThrows(IllegalStateException.class, () -> DiscordSpec.read(absent, true));
    }

    @Test
    void describesEveryRouteOfTheStandIn() throws Exception {
        assumeTrue(DiscordSpec.shared().available());
        try (DiscordStandIn discord = DiscordStandIn.start()) {
            List<String> undescribed = discord.routes().stream()
                    .filter(route -> {
                        String[] parts = route.split(" ", 2);
                        return !DiscordSpec.shared().describes(parts[0], parts[1]);
                    })
                    .toList();
            assertEquals(List.of(), undescribed);
        }
    }
}
