package io.quarkiverse.processmanager.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import jakarta.inject.Singleton;

import org.jboss.jandex.DotName;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.runtime.ProcessManagerRecorder;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.AutoAddScopeBuildItem;
import io.quarkus.arc.deployment.BeanContainerBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeansRuntimeInitBuildItem;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.arc.processor.BuiltinScope;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.ApplicationStartBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.vertx.deployment.VertxBuildItem;

/** Registers the beans of the process manager, and starts it. */
class ProcessManagerProcessor {

    private static final String FEATURE = "process-manager";

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    /** Adds the qualifier to the container, because the runtime module is no bean archive. */
    @BuildStep
    AdditionalBeanBuildItem qualifier() {
        return new AdditionalBeanBuildItem(ForProcess.class);
    }

    /** Hooks are beans without an injection point: they must not be removed, and need no scope annotation. */
    @BuildStep
    void hooks(BuildProducer<AutoAddScopeBuildItem> scopes, BuildProducer<UnremovableBeanBuildItem> unremovable) {
        scopes.produce(AutoAddScopeBuildItem.builder().implementsInterface(DotName.createSimple(ProcessHooks.class))
                .unremovable().defaultScope(BuiltinScope.SINGLETON).build());
        unremovable.produce(UnremovableBeanBuildItem.beanTypes(ProcessHooks.class));
    }

    /**
     * Adds one bean for each process. This step refuses references to unknown ids first: the container would only report an
     * unsatisfied dependency.
     */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    void beans(ProcessManagerRecorder recorder, ProcessDefinitionsBuildItem definitions,
            BeanDiscoveryFinishedBuildItem discovered, BuildProducer<SyntheticBeanBuildItem> beans) {
        Collection<String> unknown = ProcessReferences.problems(discovered, definitions.ids());
        if (!unknown.isEmpty()) {
            throw Refusal.ofSentences(unknown);
        }
        beans.produce(SyntheticBeanBuildItem.configure(ProcessManager.class).scope(Singleton.class).unremovable()
                .setRuntimeInit().supplier(recorder.manager()).done());
        for (String id : definitions.ids()) {
            beans.produce(SyntheticBeanBuildItem.configure(ManagedProcess.class).scope(Singleton.class).unremovable()
                    .identifier(id).addQualifier().annotation(ForProcess.class).addValue("value", id).done()
                    .setRuntimeInit().supplier(recorder.process(id)).done());
        }
    }

    /** Runs after the container is complete, so that the first events find their observers. */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(BeanContainerBuildItem.class)
    @Consume(SyntheticBeansRuntimeInitBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    ProcessesStartedBuildItem start(ProcessManagerRecorder recorder, ProcessManagerBuildTimeConfig config,
            ProcessDefinitionsBuildItem definitions, ProcessPatternsBuildItem patterns, RecorderContext context,
            VertxBuildItem vertx,
            LaunchModeBuildItem launchMode, ShutdownContextBuildItem shutdown) {
        if (!config.enabled()) {
            recorder.disabled();
            return ProcessesStartedBuildItem.none();
        }
        List<RuntimeValue<ProcessPattern>> own = new ArrayList<>();
        for (String className : patterns.classNames()) {
            own.add(context.newInstance(className));
        }
        return ProcessesStartedBuildItem.with(recorder.start(vertx.getVertx(), launchMode.getLaunchMode(), own, shutdown));
    }

    /** Runs after the observers of the start. */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(ApplicationStartBuildItem.class)
    void started(ProcessManagerRecorder recorder, ProcessManagerBuildTimeConfig config) {
        if (config.enabled()) {
            recorder.started();
        }
    }
}
