package io.quarkiverse.processmanager.deployment;

import io.quarkiverse.processmanager.runtime.config.ports.PortChoice;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.RunTimeConfigBuilderBuildItem;
import io.quarkus.deployment.builditem.StaticInitConfigBuilderBuildItem;

/** Lets an application choose ports when it starts. A build for production chooses none. */
class ProcessPortsProcessor {

    @BuildStep
    void chooseAtStart(BuildProducer<StaticInitConfigBuilderBuildItem> staticInit,
            BuildProducer<RunTimeConfigBuilderBuildItem> runTime) {
        staticInit.produce(new StaticInitConfigBuilderBuildItem(PortChoice.AtStart.class));
        runTime.produce(new RunTimeConfigBuilderBuildItem(PortChoice.AtStart.class));
    }
}
