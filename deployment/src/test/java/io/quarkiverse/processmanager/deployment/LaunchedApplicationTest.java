package io.quarkiverse.processmanager.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.deployment.builditem.DevServicesAdditionalConfigBuildItem;
import io.quarkus.deployment.builditem.DevServicesSharedNetworkBuildItem;

/** What the build in the JVM of an integration test passes to the packaged application. */
class LaunchedApplicationTest {

    private static final ProcessDefinition PROCESS = ProcessDefinition.builder("db").command("db").modes(Mode.PROD).build();

    private final List<DevServicesAdditionalConfigBuildItem> properties = new ArrayList<>();

    @Test
    void theApplicationKnowsTheTest() {
        launch(List.of(PROCESS), List.of(PROCESS));

        assertThat(properties).hasSize(1);
        assertThat(properties.get(0).getConfigProvider().provide(Map.of())).containsExactly(
                Map.entry(TestLaunch.PROPERTY, TestLaunch.here(Optional.empty()).value()));
    }

    /** It would run the processes of production otherwise. */
    @Test
    void theApplicationKnowsTheTestIfNoProcessRunsInTests() {
        launch(List.of(PROCESS), List.of());

        assertThat(properties).hasSize(1);
    }

    @Test
    void withoutProcessesNothingIsPassed() {
        launch(List.of(), List.of());

        assertThat(properties).isEmpty();
    }

    @Test
    void nothingIsPassedToAContainer() {
        launch(List.of(PROCESS), List.of(), new DevServicesSharedNetworkBuildItem("io.quarkus.test.junit"));

        assertThat(properties).isEmpty();
    }

    private void launch(List<ProcessDefinition> processes, List<ProcessDefinition> running,
            DevServicesSharedNetworkBuildItem... containers) {
        new ProcessManagerTestProcessor().launchedApplication(new ProcessDefinitionsBuildItem(processes, running),
                List.of(containers), properties::add);
    }
}
