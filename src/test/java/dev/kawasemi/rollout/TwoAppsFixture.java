package dev.kawasemi.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.kawasemi.deployment.AppName;
import dev.kawasemi.deployment.Version;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** For tests that begin with v1 of two apps on BLUE, serving, nothing open. */
abstract class TwoAppsFixture extends RigFixture {
    static final AppName BLOG = new AppName("blog");

    @BeforeEach
    void bothServe() throws Exception {
        rig.awaitIdle();
        restart(List.of(Rig.shop(), Rig.app(BLOG, 18101)));
        assertInstanceOf(Answer.Accepted.class, blog("v1"));
        rig.awaitIdle();
        assertEquals(ALL, rig.running("blog-blue"));
    }

    void restart(List<AppSettings> apps) {
        rig.engine.close();
        rig.apps = apps;
        rig.start();
    }

    Answer blog(String version) throws Exception {
        return rig.ask(rig.engine.deploy(DeployRequest.of(BLOG, new Version(version), Rig.ALICE)));
    }
}
