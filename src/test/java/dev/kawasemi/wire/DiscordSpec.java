package dev.kawasemi.wire;

import java.util.List;

final class DiscordSpec {
    boolean available() {
        return false;
    }

    List<String> check(Call call) {
        return List.of();
    }
}
