package io.quarkiverse.processmanager.deployment;

import io.quarkiverse.processmanager.runtime.testing.DevInstance;
import io.quarkus.deployment.IsDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.dev.testing.TestListenerBuildItem;

/** Shows the processes of dev mode to continuous testing. */
class ContinuousTestingProcessor {

    /**
     * Runs before the step that begins continuous testing. The tests run beside the build and the start of dev mode, and must not
     * take a fixed port of dev mode before dev mode does.
     *
     * @param before orders the step: the step that begins continuous testing consumes such items; none is produced
     */
    @BuildStep(onlyIf = IsDevelopment.class)
    void declare(ProcessDefinitionsBuildItem definitions, BuildProducer<TestListenerBuildItem> before) {
        DevInstance.declare(definitions.running());
    }
}
