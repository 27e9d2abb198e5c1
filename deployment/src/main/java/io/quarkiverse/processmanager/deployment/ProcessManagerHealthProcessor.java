package io.quarkiverse.processmanager.deployment;

import java.util.Map;
import java.util.TreeMap;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.processmanager.CheckGroup;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.ProcessManagerRecorder;
import io.quarkiverse.processmanager.runtime.health.ProcessHealthRecorder;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;

/**
 * Reports the processes to SmallRye Health. An application may exclude that extension, so this class uses none of its classes
 * and reads its setting by name.
 */
class ProcessManagerHealthProcessor {

    private static final String EXTENSIONS_ENABLED = "quarkus.smallrye-health.extensions.enabled";

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Produce(ServiceStartBuildItem.class)
    void register(ProcessHealthRecorder recorder, ProcessManagerRecorder manager, ProcessesStartedBuildItem started,
            ProcessDefinitionsBuildItem definitions,
            Capabilities capabilities, ShutdownContextBuildItem shutdown) {
        if (!started.isEnabled() || capabilities.isMissing(Capability.SMALLRYE_HEALTH) || !checksOfExtensionsAreWanted()) {
            return;
        }
        Map<String, String> types = new TreeMap<>();
        Map<String, Boolean> required = new TreeMap<>();
        for (ProcessDefinition process : definitions.processes()) {
            if (process.report().group() != CheckGroup.NONE) {
                types.put(process.id(), process.report().group().name());
                required.put(process.id(), process.report().required());
            }
        }
        if (!types.isEmpty()) {
            manager.whenPrepared(recorder.checks(types, required, manager.manager(), shutdown));
        }
        manager.whenStarted(recorder.checksOfCreated(definitions.ids(), shutdown));
    }

    private static boolean checksOfExtensionsAreWanted() {
        return ConfigProvider.getConfig().getOptionalValue(EXTENSIONS_ENABLED, Boolean.class).orElse(true);
    }
}
