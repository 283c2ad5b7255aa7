package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kawasemi.deployment.Version;
import org.junit.jupiter.api.Test;

class ImageNamesTest {
    private static final Version V1 = new Version("v1");

    private static ImageNames named(String... images) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode services = root.putObject("services");
        for (String image : images) {
            services.putObject("service-" + services.size()).put("image", image.replace("ANY", ImageNames.ANY.value()));
        }
        services.putObject("built").putObject("build");
        return ImageNames.of(new ComposeConfig("shop-blue", root));
    }

    @Test
    void anImageIsCalledByItsVersionWhereverTheFilePutsThat() {
        ImageNames names = named("registry.example:5000/me/shop:ANY", "shop-ANY", "docker.io/me/worker:ANY-slim");

        assertTrue(names.isOwn("registry.example:5000/me/shop:v1", V1));
        assertTrue(names.isOwn("shop-v1:latest", V1));
        assertTrue(names.isOwn("me/worker:v1-slim", V1), "Docker leaves its own registry away");
        assertFalse(names.isOwn("registry.example:5000/me/shop:v10", V1));
        assertFalse(names.isOwn("me/shop:v1", V1));
    }

    @Test
    void anImageThatIsTheSameInEveryVersionIsNobodysOwn() {
        ImageNames names = named("redis:v1", "shop:ANY", "redis");

        assertFalse(names.isOwn("redis:v1", V1), "though the two happen to be called the same");
        assertFalse(names.isOwn("redis:latest", V1));
        assertFalse(names.isOwn("shop-blue-built:latest", V1));
        assertTrue(names.isOwn("shop:v1", V1));
    }

    @Test
    void aDigestIsOfARepositoryThatTheFileNamesOrNot() {
        ImageNames names = named("docker.io/library/redis:7", "registry.example:5000/shop:ANY", "cache@sha256:aa");

        assertTrue(names.knowsRepositoryOf("redis@sha256:bb"));
        assertTrue(names.knowsRepositoryOf("registry.example:5000/shop@sha256:bb"));
        assertTrue(names.knowsRepositoryOf("cache@sha256:bb"));
        assertFalse(names.knowsRepositoryOf("elsewhere.example/shop@sha256:bb"));
        assertFalse(names.knowsRepositoryOf("registry.example/shop@sha256:bb"));
    }
}
