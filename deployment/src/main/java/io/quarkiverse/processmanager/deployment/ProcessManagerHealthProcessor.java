package io.quarkiverse.processmanager.deployment;

import java.util.Map;
import java.util.TreeMap;

import io.quarkiverse.processmanager.runtime.config.DeclaredProcess;
import io.quarkiverse.processmanager.runtime.config.HealthGroup;
import io.quarkiverse.processmanager.runtime.health.ProcessHealthRecorder;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.smallrye.health.deployment.SmallRyeHealthBuildTimeConfig;
import io.smallrye.health.api.HealthType;

/** Reports the processes to SmallRye Health. */
class ProcessManagerHealthProcessor {

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Produce(ServiceStartBuildItem.class)
    void register(ProcessHealthRecorder recorder, ProcessesStartedBuildItem started, ProcessDefinitionsBuildItem definitions,
            SmallRyeHealthBuildTimeConfig config, Capabilities capabilities, ShutdownContextBuildItem shutdown) {
        if (capabilities.isMissing(Capability.SMALLRYE_HEALTH) || !config.extensionsEnabled()) {
            return;
        }
        Map<String, HealthType> types = new TreeMap<>();
        Map<String, Boolean> required = new TreeMap<>();
        for (DeclaredProcess process : definitions.processes()) {
            if (process.healthGroup() != HealthGroup.NONE) {
                types.put(process.id(), HealthType.valueOf(process.healthGroup().name()));
                required.put(process.id(), process.required());
            }
        }
        started.manager().ifPresent(manager -> recorder.register(manager, types, required, shutdown));
    }
}
