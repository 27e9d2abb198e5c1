package io.quarkiverse.processmanager.deployment;

import io.quarkiverse.processmanager.runtime.ProcessManagerRecorder;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerFixedConfig;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedPackageBuildItem;
import io.quarkus.scheduler.deployment.ForceStartSchedulerBuildItem;

/** Has the processes measured while the application runs. */
class ProcessManagerMetricsProcessor {

    /** Without a scheduled method of its own an application has no scheduler that runs. */
    @BuildStep
    void scheduler(ProcessManagerFixedConfig config, BuildProducer<ForceStartSchedulerBuildItem> scheduler) {
        if (config.enabled()) {
            scheduler.produce(new ForceStartSchedulerBuildItem());
        }
    }

    /** After the services have started, the scheduler among them. */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(ServiceStartBuildItem.class)
    void measure(ProcessManagerRecorder recorder, ProcessManagerFixedConfig config,
            ShutdownContextBuildItem shutdown) {
        if (config.enabled()) {
            recorder.measure(shutdown);
        }
    }

    /** OSHI looks at the machine when its classes are initialised; that must be the one on which the application runs. */
    @BuildStep
    void nativeImage(BuildProducer<RuntimeInitializedPackageBuildItem> packages,
            BuildProducer<NativeImageResourceBuildItem> resources) {
        packages.produce(new RuntimeInitializedPackageBuildItem("oshi"));
        packages.produce(new RuntimeInitializedPackageBuildItem("com.sun.jna"));
        resources.produce(new NativeImageResourceBuildItem("oshi.properties", "oshi.architecture.properties",
                "oshi.linux.filename.properties"));
    }
}
