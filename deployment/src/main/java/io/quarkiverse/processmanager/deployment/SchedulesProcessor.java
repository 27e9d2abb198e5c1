package io.quarkiverse.processmanager.deployment;

import io.quarkiverse.processmanager.runtime.ProcessManagerRecorder;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;

/** Starts the schedules of tasks. */
class SchedulesProcessor {

    /**
     * Runs after the services have started, because the scheduler is one of them. A schedule can be given after the build, so the
     * recorder decides whether a process has one.
     */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(ServiceStartBuildItem.class)
    void schedule(ProcessManagerRecorder recorder, ProcessManagerBuildTimeConfig config,
            ProcessDefinitionsBuildItem definitions,
            CombinedIndexBuildItem index, ShutdownContextBuildItem shutdown) {
        boolean canCreate = ProcessManagerUse.in(index.getIndex());
        if (config.enabled() && (canCreate || !definitions.processes().isEmpty())) {
            recorder.schedule(canCreate, shutdown);
        }
    }
}
