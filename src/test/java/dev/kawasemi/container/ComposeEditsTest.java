package dev.kawasemi.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kawasemi.deployment.Color;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComposeEditsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void editsExactlyWhatTwoColorsNeedAndSaysEachEdit() throws Exception {
        ComposeConfig config = config("""
                {"services": {
                  "web": {"image": "shop:v1", "container_name": "shop_web", "restart": "always", "environment": {"A": "5$$"},
                    "ports": [{"target": 8000, "published": "80", "protocol": "tcp"},
                              {"host_ip": "127.0.0.1", "target": 9000, "published": "9000"}, {"target": 7000}],
                    "volumes": [{"type": "volume", "target": "/cache"}]},
                  "redis": {"image": "redis:7", "deploy": {"restart_policy": {"condition": "any"}}},
                  "worker": {"image": "shop:v1", "restart": "on-failure"}}}""");

        List<String> sentences =
                ComposeEdits.apply(Apps.shop(), Color.GREEN, config, Map.of("web", "sha256:aa", "worker", "sha256:aa"));

        assertEquals(JSON.readTree("""
                {"services": {
                  "web": {"image": "sha256:aa", "restart": "unless-stopped", "environment": {"A": "5$$"},
                    "ports": [{"mode": "ingress", "host_ip": "127.0.0.1", "target": 8000, "published": "18002", "protocol": "tcp"}],
                    "volumes": [{"type": "volume", "target": "/cache"}]},
                  "redis": {"image": "redis:7", "deploy": {"restart_policy": {"condition": "unless-stopped"}}},
                  "worker": {"image": "sha256:aa", "restart": "on-failure"}}}"""), config.root());
        assertEquals(
                List.of(
                        "web: port 8000 is published on 127.0.0.1:18002 instead of 0.0.0.0:80->8000, 127.0.0.1:9000->9000,"
                                + " 0.0.0.0:a free port->7000",
                        "web: container_name shop_web is dropped, because the colours run side by side",
                        "web: restart always becomes unless-stopped, because always starts stopped containers again after a reboot",
                        "redis: restart always becomes unless-stopped, because always starts stopped containers again after a"
                                + " reboot",
                        "every service: the image is pinned by its id, so that a moved tag changes nothing",
                        "web: nothing is changed at its anonymous volume /cache, but each removed colour leaves one behind"
                                + " (volumes are never removed)"),
                sentences);
    }

    private static ComposeConfig config(String json) throws Exception {
        return new ComposeConfig("shop-green", (ObjectNode) JSON.readTree(json));
    }
}
