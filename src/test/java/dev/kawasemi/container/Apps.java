package dev.kawasemi.container;

import dev.kawasemi.container.ComposeApp.Prepare;
import dev.kawasemi.deployment.AppName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The app of the fast tests. */
final class Apps {
    private Apps() {}

    static ComposeApp shop() {
        return shop(Path.of("/srv/shop/docker-compose.yml"), Prepare.PULL);
    }

    static ComposeApp shop(Path composeFile, Prepare prepare) {
        return new ComposeApp(
                new AppName("shop"),
                composeFile,
                "shop",
                Optional.of("APP_TAG"),
                "web",
                8000,
                18001,
                18002,
                prepare,
                new ComposeApp.Stages(List.of("redis", "web"), List.of("worker"), List.of("beat")),
                Duration.ofSeconds(30),
                Optional.of(new ComposeApp.Queue(
                        "redis", List.of(List.of("redis-cli", "llen", "celery")), List.of(), Duration.ofMinutes(15))));
    }
}
