package dev.kawasemi.rollout;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For tests that begin with v1 on BLUE, serving, nothing open. */
abstract class RigFixture {
    /** What runs of the colour that serves. */
    static final List<String> ALL = List.of("beat", "redis", "web", "worker");

    @TempDir
    Path folder;

    Rig rig;

    @BeforeEach
    void v1Serves() throws Exception {
        rig = new Rig(folder);
        rig.v1OnBlue();
    }

    @AfterEach
    void close() {
        rig.close();
    }
}
