package io.quarkiverse.processmanager.deployment.console;

import java.util.Optional;

import io.quarkiverse.processmanager.runtime.config.ProcessManagerBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerValidationConfig;
import io.quarkiverse.processmanager.runtime.config.console.MonitorKeyRule;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.Consume;
import io.quarkus.deployment.annotations.Produce;
import io.quarkus.deployment.builditem.ApplicationInfoBuildItem;
import io.quarkus.deployment.builditem.ServiceStartBuildItem;
import io.quarkus.deployment.console.ConsoleInstalledBuildItem;
import io.quarkus.dev.console.DevConsoleManager;

/** Registers the key of the monitor in the terminal of dev mode. */
class MonitorProcessor {

    /** The runtime module finds the key by this name. */
    private static final String KEY = "io.quarkiverse.processmanager.monitor-key";

    @BuildStep(onlyIf = IsLocalDevelopment.class)
    @Consume(ConsoleInstalledBuildItem.class)
    @Produce(ServiceStartBuildItem.class)
    void register(ProcessManagerBuildTimeConfig manager, ProcessManagerValidationConfig settings,
            ApplicationInfoBuildItem application) {
        if (!ProcessesCommandProcessor.isTerminalKnown()) {
            // The class of the monitor needs the library, too.
            return;
        }
        DevModeMonitor.title(application.getName());
        Optional<Character> key = MonitorKeyRule.key(settings.common().console()).filter(any -> manager.enabled());
        key.ifPresentOrElse(some -> MonitorKey.register(some, DevModeMonitor.MONITOR), MonitorKey::remove);
        // A value cannot be removed.
        DevConsoleManager.setGlobal(KEY, key.isPresent() ? key.get() : key);
    }
}
