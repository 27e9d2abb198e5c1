package io.quarkiverse.processmanager.deployment;

import java.util.List;

import jakarta.inject.Singleton;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.runtime.ProcessManagerRecorder;
import io.quarkiverse.processmanager.runtime.config.DeclaredProcess;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerFixedConfig;
import io.quarkiverse.processmanager.runtime.rules.Suggestion;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.BeanContainerBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.deployment.VertxBuildItem;

/** Makes the process manager part of the application: its beans, and its start. */
class ProcessManagerProcessor {

    private static final String FEATURE = "process-manager";
    private static final DotName FOR_PROCESS = DotName.createSimple(ForProcess.class);

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    /** The container must know the qualifier; the runtime module is no bean archive. */
    @BuildStep
    AdditionalBeanBuildItem qualifier() {
        return new AdditionalBeanBuildItem(ForProcess.class);
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void beans(ProcessManagerRecorder recorder, ProcessDefinitionsBuildItem definitions,
            BuildProducer<SyntheticBeanBuildItem> beans) {
        beans.produce(SyntheticBeanBuildItem.configure(ProcessManager.class).scope(Singleton.class).unremovable()
                .setRuntimeInit().supplier(recorder.manager()).done());
        for (DeclaredProcess process : definitions.processes()) {
            beans.produce(SyntheticBeanBuildItem.configure(ManagedProcess.class).scope(Singleton.class).unremovable()
                    .identifier(process.id()).addQualifier().annotation(ForProcess.class).addValue("value", process.id()).done()
                    .setRuntimeInit().supplier(recorder.process(process.id())).done());
        }
    }

    /** The container is there, so that the first events find their observers. */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(BeanContainerBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    ProcessesStartedBuildItem start(ProcessManagerRecorder recorder, ProcessManagerFixedConfig config,
            ProcessDefinitionsBuildItem definitions, VertxBuildItem vertx, LaunchModeBuildItem launchMode,
            ShutdownContextBuildItem shutdown) {
        if (!config.enabled()) {
            recorder.disabled();
            return ProcessesStartedBuildItem.none();
        }
        return ProcessesStartedBuildItem.with(recorder.start(vertx.getVertx(), launchMode.getLaunchMode(), shutdown));
    }

    @BuildStep
    void refuseUnknownIds(ValidationPhaseBuildItem phase, CombinedIndexBuildItem index,
            ProcessDefinitionsBuildItem definitions, BuildProducer<ValidationErrorBuildItem> errors) {
        List<String> ids = definitions.processes().stream().map(DeclaredProcess::id).toList();
        for (AnnotationInstance use : index.getIndex().getAnnotations(FOR_PROCESS)) {
            String id = use.value().asString();
            if (!ids.contains(id)) {
                errors.produce(new ValidationErrorBuildItem(new ConfigurationException("Process not found: " + id
                        + Suggestion.of(id, ids) + " (named by @ForProcess at " + use.target() + ")")));
            }
        }
    }
}
