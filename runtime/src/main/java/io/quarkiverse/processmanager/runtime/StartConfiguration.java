package io.quarkiverse.processmanager.runtime;

import java.time.Duration;

import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkiverse.processmanager.runtime.config.CommonConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerRuntimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesRuntimeConfig;
import io.quarkiverse.processmanager.runtime.time.Durations;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import io.quarkus.value.registry.ValueRegistry;
import io.smallrye.config.SmallRyeConfig;

/** What a start of the application reads: the settings of the processes and those of Quarkus. */
record StartConfiguration(ProcessesBuildTimeConfig fixed, RuntimeValue<ProcessesRuntimeConfig> processes,
        RuntimeValue<ProcessManagerRuntimeConfig> manager, RuntimeValue<ShutdownConfig> shutdown,
        RuntimeValue<ValueRegistry> registry) {

    /** The configuration behind the mappings. */
    static SmallRyeConfig raw() {
        return ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
    }

    CommonConfig common() {
        return manager.getValue().common();
    }

    /** The settings as the start of the application has them. */
    ProcessesConfig ofStart() {
        return ProcessesConfig.ofStart(fixed, processes.getValue(), manager.getValue(), raw());
    }

    /** The present settings, with values that only the start of the application has made known. */
    ProcessesConfig ofRunning() {
        return ProcessesConfig.ofRunning(fixed, raw());
    }

    /** Whether a process is declared with replicas. */
    boolean hasReplicas(String id) {
        ProcessConfig process = processes.getValue().processes().get(id);
        return process != null && process.replicas().isPresent();
    }

    /** The time that Quarkus gives the requests in flight at the end of the application. */
    Duration graceOfRequests() {
        ShutdownConfig config = shutdown.getValue();
        return Durations.sum(config.delay().orElse(Duration.ZERO), config.timeout().orElse(Duration.ZERO));
    }
}
