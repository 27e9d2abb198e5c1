package io.quarkiverse.processmanager.deployment;

import java.util.Optional;

import io.quarkiverse.processmanager.runtime.ProcessManagerRecorder;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.metrics.ProcessMeters;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedPackageBuildItem;
import io.quarkus.deployment.metrics.MetricsCapabilityBuildItem;
import io.quarkus.deployment.metrics.MetricsFactoryConsumerBuildItem;
import io.quarkus.scheduler.deployment.ForceStartSchedulerBuildItem;

/** Registers the measurement of the processes and their meters. */
class ProcessManagerMetricsProcessor {

    /**
     * Starts the scheduler of an application in which a process can run. An application without scheduled methods has no
     * running scheduler, and one without processes needs none.
     */
    @BuildStep
    void scheduler(ProcessManagerBuildTimeConfig config, ProcessDefinitionsBuildItem definitions, CombinedIndexBuildItem index,
            BuildProducer<ForceStartSchedulerBuildItem> scheduler) {
        if (config.enabled() && (!definitions.running().isEmpty() || ProcessManagerUse.in(index.getIndex()))) {
            scheduler.produce(new ForceStartSchedulerBuildItem());
        }
    }

    /**
     * Runs after the services have started, because the scheduler is one of them. The modes of a process can change after the
     * build, so the recorder decides whether a process that the build knows is to be measured.
     */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(ServiceStartBuildItem.class)
    void measure(ProcessManagerRecorder recorder, ProcessManagerBuildTimeConfig config, ProcessDefinitionsBuildItem definitions,
            CombinedIndexBuildItem index, ShutdownContextBuildItem shutdown) {
        boolean canCreate = ProcessManagerUse.in(index.getIndex());
        if (config.enabled() && (canCreate || !definitions.processes().isEmpty())) {
            recorder.measure(canCreate, shutdown);
        }
    }

    /** Uses no class of Micrometer: the meters go to any extension that collects metrics. */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void meters(ProcessManagerRecorder recorder, ProcessManagerBuildTimeConfig config,
            Optional<MetricsCapabilityBuildItem> metrics,
            BuildProducer<AdditionalBeanBuildItem> beans, BuildProducer<MetricsFactoryConsumerBuildItem> consumers) {
        if (config.enabled() && metrics.isPresent()) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(ProcessMeters.class));
            consumers.produce(new MetricsFactoryConsumerBuildItem(recorder.meters(), ExecutionTime.RUNTIME_INIT));
        }
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(SyntheticBeansRuntimeInitBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void allMeters(ProcessManagerRecorder recorder, ProcessesStartedBuildItem started,
            Optional<MetricsCapabilityBuildItem> metrics) {
        if (started.isEnabled() && metrics.isPresent()) {
            recorder.allMeters();
        }
    }

    /** OSHI inspects the machine in its class initialisers, which must run on the machine of the application. */
    @BuildStep
    void nativeImage(BuildProducer<RuntimeInitializedPackageBuildItem> packages,
            BuildProducer<NativeImageResourceBuildItem> resources) {
        packages.produce(new RuntimeInitializedPackageBuildItem("oshi"));
        resources.produce(new NativeImageResourceBuildItem("oshi.properties", "oshi.architecture.properties",
                "oshi.linux.filename.properties"));
    }
}
