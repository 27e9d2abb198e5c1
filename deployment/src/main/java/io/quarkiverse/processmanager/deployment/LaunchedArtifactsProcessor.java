package io.quarkiverse.processmanager.deployment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.deployment.artifact.ArtifactsBuildItem;
import io.quarkiverse.processmanager.runtime.config.program.LaunchedArtifacts;
import io.quarkus.deployment.IsTest;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.DevServicesAdditionalConfigBuildItem;
import io.quarkus.deployment.pkg.builditem.BuildSystemTargetBuildItem;

/** Lets the processes of artifacts run in a packaged application that a test launches. */
class LaunchedArtifactsProcessor {

    /**
     * Passes the files of the artifacts to a packaged application that a test launches. For {@code @QuarkusIntegrationTest},
     * Quarkus builds the application in the mode of a test and passes the configuration of Dev Services as system properties.
     */
    @BuildStep(onlyIf = IsTest.class)
    void handOver(ArtifactsBuildItem artifacts, ProcessDefinitionsBuildItem definitions, BuildSystemTargetBuildItem target,
            BuildProducer<DevServicesAdditionalConfigBuildItem> properties) throws IOException {
        Map<List<String>, Map<String, String>> answers = new HashMap<>(artifacts.ofServices());
        for (ProcessDefinition process : definitions.running()) {
            List<String> coordinates = process.command().program().artifact();
            if (!coordinates.isEmpty()) {
                artifacts.find(process.id(), coordinates).ifPresent(answer -> answers.put(coordinates, answer));
            }
        }
        if (!answers.isEmpty()) {
            Path file = target.getOutputDirectory().resolve("process-manager").resolve("artifacts-of-the-test.properties")
                    .toAbsolutePath();
            LaunchedArtifacts.write(file, answers);
            Map<String, String> property = Map.of(LaunchedArtifacts.PROPERTY, file.toString());
            properties.produce(new DevServicesAdditionalConfigBuildItem(devServices -> property));
        }
    }
}
