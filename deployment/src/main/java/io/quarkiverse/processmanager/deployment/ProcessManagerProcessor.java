package io.quarkiverse.processmanager.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jboss.jandex.DotName;

import io.quarkiverse.processmanager.ForProcess;
import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.deployment.telemetry.ConnectedTelemetry;
import io.quarkiverse.processmanager.runtime.AfterAppShutdown;
import io.quarkiverse.processmanager.runtime.ApplicationFactsRecorder;
import io.quarkiverse.processmanager.runtime.ProcessManagerRecorder;
import io.quarkiverse.processmanager.runtime.StartupJoin;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesBuildTimeConfig;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.AutoAddScopeBuildItem;
import io.quarkus.arc.deployment.BeanContainerBuildItem;
import io.quarkus.arc.deployment.BeanDiscoveryFinishedBuildItem;
import io.quarkus.arc.deployment.OpenTelemetrySdkBuildItem;
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
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.builditem.ShutdownListenerBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.logging.LoggingSetupBuildItem;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.smallrye.context.deployment.ContextPropagationInitializedBuildItem;
import io.quarkus.vertx.core.deployment.CoreVertxBuildItem;

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

    /** The start runs beside that of the application if an observer waits for the definitions; see {@link StartupJoin}. */
    @BuildStep
    void join(ProcessManagerBuildTimeConfig config, ProcessDefinitionsBuildItem definitions, CombinedIndexBuildItem index,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (joins(config, definitions, ProcessManagerUse.in(index.getIndex()))) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(StartupJoin.class));
        }
    }

    /** An application in which no process runs needs no observer. */
    private static boolean joins(ProcessManagerBuildTimeConfig config, ProcessDefinitionsBuildItem definitions, boolean used) {
        return config.enabled() && (used || !definitions.running().isEmpty());
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

    /** The start needs these facts, and comes before the steps that find them; see {@link FirstStep}. */
    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    void facts(ApplicationFactsRecorder recorder, ProcessManagerBuildTimeConfig config, ProcessPatternsBuildItem patterns,
            ProcessDefinitionsBuildItem definitions, CombinedIndexBuildItem index, LaunchModeBuildItem launchMode,
            Optional<OpenTelemetrySdkBuildItem> telemetry, RecorderContext context) {
        List<RuntimeValue<ProcessPattern>> own = new ArrayList<>();
        for (String className : patterns.classNames()) {
            own.add(context.newInstance(className));
        }
        boolean used = ProcessManagerUse.in(index.getIndex());
        boolean joins = joins(config, definitions, used);
        boolean traced = ConnectedTelemetry.is(telemetry);
        if (joins || traced || !own.isEmpty() || launchMode.getLaunchMode().isDevOrTest()) {
            // A live reload replaces the facts of the application before it; a packaged application has none before it.
            recorder.set(own, used, joins, traced);
        }
    }

    /**
     * Starts the processes and waits for those that start before the application. {@link FirstStep} puts this step before all
     * others, so it must not depend on more than the log, Vert.x and the contexts of Mutiny: a step that it depends on would run
     * before it.
     */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(LoggingSetupBuildItem.class)
    @Consume(ContextPropagationInitializedBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    ProcessesStartedBuildItem startProcesses(ProcessManagerRecorder recorder, ProcessManagerBuildTimeConfig config,
            CoreVertxBuildItem vertx, LaunchModeBuildItem launchMode, ShutdownContextBuildItem shutdown) {
        LaunchMode mode = launchMode.getLaunchMode();
        if (config.enabled()) {
            recorder.start(vertx.getVertx(), mode, shutdown);
        } else if (mode.isDevOrTest()) {
            recorder.disabled();
        }
        return new ProcessesStartedBuildItem(config.enabled());
    }

    /** Runs after the container is complete: observers and hooks can use all beans. */
    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(BeanContainerBuildItem.class)
    @Consume(SyntheticBeansRuntimeInitBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void beansAreComplete(ProcessManagerRecorder recorder, ProcessesStartedBuildItem started) {
        if (started.isEnabled()) {
            recorder.beansAreComplete();
        }
    }

    /**
     * Starts the processes that start after the application.
     *
     * @param last orders the step after the one that opens the HTTP socket, which produces such an item and no other
     */
    @BuildStep(onlyIf = AfterAppProcesses.class)
    @Record(ExecutionTime.RUNTIME_INIT)
    @Consume(ApplicationStartBuildItem.class)
    AfterAppStartedBuildItem startAfterApp(ProcessManagerRecorder recorder, ProcessesStartedBuildItem started,
            List<ReflectiveClassBuildItem> last) {
        if (started.isEnabled()) {
            recorder.startAfterApp();
        }
        return new AfterAppStartedBuildItem();
    }

    /**
     * Stops the processes that start after the application before it closes its HTTP server. The code of an application can create
     * such a process, too.
     */
    @BuildStep
    void stopBeforeApp(ProcessManagerBuildTimeConfig config, ProcessesBuildTimeConfig structures, CombinedIndexBuildItem index,
            LaunchModeBuildItem launchMode, BuildProducer<ShutdownListenerBuildItem> listeners) {
        if (config.enabled() && (new AfterAppProcesses(structures, launchMode.getLaunchMode()).getAsBoolean()
                || ProcessManagerUse.in(index.getIndex()))) {
            listeners.produce(new ShutdownListenerBuildItem(new AfterAppShutdown()));
        }
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
