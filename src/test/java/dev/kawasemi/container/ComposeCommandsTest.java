package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kawasemi.deployment.Color;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole command lines. */
class ComposeCommandsTest {
    private static final ComposeApp APP = Apps.shop();
    private static final String FILE = "/srv/shop/docker-compose.yml";
    private static final String KEPT = "/state/apps/shop/green.json";

    @Test
    void theUsersFileIsRead() {
        assertLine(
                "docker compose -p shop-green --profile * -f " + FILE + " config --format json",
                ComposeCommands.config(APP, Color.GREEN));
        assertLine(
                "docker compose -p shop-green --profile * -f " + FILE + " pull --quiet",
                ComposeCommands.pull(APP, Color.GREEN));
        assertLine(
                "docker compose -p shop-blue --profile * -f " + FILE + " build",
                ComposeCommands.build(APP, Color.BLUE));
        assertLine(
                "docker compose -p shop-blue --profile * -f " + FILE
                        + " pull --quiet --ignore-buildable --policy missing",
                ComposeCommands.pullMissing(APP, Color.BLUE));
    }

    @Test
    void theKeptCopyIsRun() throws Exception {
        String front = "docker compose -p shop-green --profile * --env-file /dev/null --project-directory /srv/shop -f "
                + KEPT;
        KeptCopy kept = kept("{}");

        assertLine(
                front + " up -d --no-deps --no-build --pull never redis web",
                ComposeCommands.up(kept, List.of("redis", "web")));
        assertLine(
                front + " up -d --no-deps --no-recreate --no-build --pull never worker",
                ComposeCommands.upAgain(kept, List.of("worker")));
        assertLine(front + " down --remove-orphans", ComposeCommands.down(kept));
        assertLine("docker compose -p shop --profile * down", ComposeCommands.downByLabels("shop"));
    }

    @Test
    void aSecretFromTheEnvironmentStillFindsTheFoldersEnvironmentFile() throws Exception {
        KeptCopy kept = kept("{\"secrets\": {\"key\": {\"environment\": \"API_KEY\"}}}");

        assertLine(
                "docker compose -p shop-green --profile * --project-directory /srv/shop -f " + KEPT
                        + " down --remove-orphans",
                ComposeCommands.down(kept));
    }

    @Test
    void dockerIsAskedInOneLine() {
        List<String> ids = List.of("a1", "b2");

        assertLine(
                "docker ps --all --no-trunc --quiet --filter label=com.docker.compose.project=shop-blue --filter label=com.docker.compose.oneoff=False",
                DockerCommands.containersOf("shop-blue"));
        assertLine("docker container inspect a1 b2", DockerCommands.inspect(ids));
        assertLine("docker stop -t 30 a1 b2", DockerCommands.stop(ids, Duration.ofSeconds(30)));
        assertLine("docker stop -t 2 a1 b2", DockerCommands.stop(ids, Duration.ofMillis(1200)));
        assertLine("docker start a1 b2", DockerCommands.start(ids));
        assertLine("docker unpause a1 b2", DockerCommands.unpause(ids));
        assertLine(
                "docker exec a1 redis-cli llen celery",
                DockerCommands.exec("a1", List.of("redis-cli", "llen", "celery")));
        assertLine("docker update --cpu-shares 2 a1 b2", DockerCommands.weigh(ids, 2));
        assertLine("docker update --restart unless-stopped a1 b2", DockerCommands.restartUnlessStopped(ids));
        assertLine(
                "docker events --since 1970-01-01T00:00:00Z --until 2026-11-22T14:00:00.250Z --format {{json .}} --filter type=container"
                        + " --filter event=kill --filter event=die --filter event=start --filter container=a1 --filter container=b2",
                DockerCommands.lifeEvents(ids, Instant.parse("2026-11-22T14:00:00.250Z")));
        assertLine("docker logs --timestamps --tail 200 a1", DockerCommands.logs("a1", 200));
        assertLine("docker image inspect --format {{.Id}} shop:v1", DockerCommands.imageIds(List.of("shop:v1")));
        assertLine("docker image ls --no-trunc --quiet", DockerCommands.images());
        assertLine("docker image rm --no-prune a1 b2", DockerCommands.removeImages(ids));
    }

    private static KeptCopy kept(String content) throws Exception {
        return new KeptCopy("shop-green", Path.of(KEPT), Path.of("/srv/shop"), new ObjectMapper().readTree(content));
    }

    private static void assertLine(String expected, List<String> argv) {
        assertEquals(expected, String.join(" ", argv));
    }
}
