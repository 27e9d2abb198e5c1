package io.quarkiverse.processmanager.deployment.console;

import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ConsoleCommandBuildItem;

/** Adds the commands about processes to the terminal mode of the console. */
class ProcessesCommandProcessor {

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    void commands(ProcessManagerBuildTimeConfig config, BuildProducer<ConsoleCommandBuildItem> commands) {
        if (config.enabled()) {
            commands.produce(new ConsoleCommandBuildItem(new ProcessesCommand()));
        }
    }
}
