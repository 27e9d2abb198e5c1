package io.quarkiverse.processmanager.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.ProcessManagerRecorder;
import io.quarkiverse.processmanager.runtime.testing.TestDirectory;
import io.quarkiverse.processmanager.runtime.testing.TestLaunch;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.IsTest;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ApplicationStartBuildItem;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.DevServicesAdditionalConfigBuildItem;
import io.quarkus.deployment.builditem.DevServicesSharedNetworkBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;

/** Lets the processes run in tests, in the JVM of the test and in a packaged application that a test launches. */
class ProcessManagerTestProcessor {

    /** The source of the network that the test framework shares with the container of the application. */
    private static final String TEST_FRAMEWORK = "io.quarkus.test.junit";
    private static final Logger LOG = Logger.getLogger("io.quarkiverse.processmanager");

    /**
     * Tells a packaged application that a test launches it. For {@code @QuarkusIntegrationTest}, Quarkus builds the application
     * in the mode of a test to start Dev Services, and passes their configuration to the packaged application as system
     * properties.
     */
    @BuildStep(onlyIf = IsTest.class)
    void launchedApplication(ProcessDefinitionsBuildItem definitions, List<DevServicesSharedNetworkBuildItem> containers,
            BuildProducer<DevServicesAdditionalConfigBuildItem> properties) {
        List<ProcessDefinition> running = definitions.running();
        if (definitions.processes().isEmpty()) {
            return;
        }
        // Also if none runs in tests: an application that does not know of the test runs the processes of production.
        if (containers.stream().noneMatch(network -> network.getSource().equals(TEST_FRAMEWORK))) {
            boolean data = running.stream().anyMatch(process -> process.start().dataDir().isPresent());
            Optional<Path> directory = data ? Optional.of(TestDirectory.ofThisJvm()) : Optional.empty();
            Map<String, String> launch = Map.of(TestLaunch.PROPERTY, TestLaunch.here(directory).value());
            properties.produce(new DevServicesAdditionalConfigBuildItem(devServices -> launch));
        } else if (!running.isEmpty()) {
            LOG.warnf("The processes do not run in this integration test, because the application runs in a container, which"
                    + " does not have their programs: %s; start them with a test resource, or let them run in production"
                    + " (quarkus.process-manager.modes) if the image has the programs",
                    running.stream().map(ProcessDefinition::id).collect(Collectors.joining(", ")));
        }
    }

    /**
     * Refuses tests whose constructor has a process as a parameter.
     *
     * @param before makes the step precede the container, which would report an unsatisfied dependency
     */
    @BuildStep(onlyIf = IsTest.class)
    void checkTestConstructors(CombinedIndexBuildItem index, BuildProducer<AdditionalBeanBuildItem> before) {
        Set<String> refusals = TestConstructors.refusals(index.getIndex());
        if (!refusals.isEmpty()) {
            throw Refusal.ofSentences(refusals);
        }
    }

    /**
     * Makes the tests wait for the processes.
     *
     * @param last orders the step after the one that opens the HTTP socket, which produces such an item and no other
     */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(ApplicationStartBuildItem.class)
    @Consume(AfterAppStartedBuildItem.class)
    void await(ProcessManagerRecorder recorder, ProcessesStartedBuildItem started,
            ProcessDefinitionsBuildItem definitions, LaunchModeBuildItem launchMode, List<ReflectiveClassBuildItem> last) {
        if (started.isEnabled() && !definitions.ids().isEmpty() && !launchMode.getLaunchMode().isDev()) {
            recorder.awaitInTest(definitions.ids());
        }
    }
}
