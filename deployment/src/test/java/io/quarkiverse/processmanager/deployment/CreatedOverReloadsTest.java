package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;

import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/** What a live reload does to the processes that code has created. */
class CreatedOverReloadsTest {

    private static final int RELOADS = 12;

    @Order(1)
    @RegisterExtension
    static final NothingLeft NOTHING_LEFT = new NothingLeft();

    @Order(2)
    @RegisterExtension
    static final ReloadingApplication APP = new ReloadingApplication(new QuarkusDevModeTest()
            .withApplicationRoot(root -> root.addClasses(CreatingApplication.class, Reloads.class)
                    .addAsResource(EmptyAsset.INSTANCE, "application.properties")));

    @Test
    void onlyKeptProcessesSurviveAndNothingOfTheOldApplicationStays() {
        Map<String, Integer> first = awaitBoth();

        for (int reload = 0; reload < RELOADS; reload++) {
            reload(first);
        }

        await().atMost(ReloadingApplication.PATIENCE)
                .until(() -> ProcessHandle.of(first.get("own")).filter(ProcessHandle::isAlive).isEmpty());
        APP.awaitOldApplicationsAreGone();
    }

    private static void reload(Map<String, Integer> first) {
        APP.reload();
        Map<String, Integer> now = awaitBoth();
        assertThat(now.get("kept")).isEqualTo(first.get("kept"));
        assertThat(now.get("own")).isNotEqualTo(first.get("own"));
    }

    private static Map<String, Integer> awaitBoth() {
        return APP.awaitRunning("kept", "own");
    }
}
