package io.quarkiverse.processmanager.deployment;

import java.nio.file.Path;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.config.Definitions;
import io.quarkiverse.processmanager.runtime.config.LaunchContext;
import io.quarkiverse.processmanager.runtime.config.ProcessManagerRuntimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesBuildTimeConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesConfig;
import io.quarkiverse.processmanager.runtime.config.ProcessesRuntimeConfig;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.SmallRyeConfig;

/** Part of the applications under test: the processes that the configuration declares at the start of the application. */
@Singleton
public class DeclaredProcesses {

    @Inject
    ProcessesBuildTimeConfig structures;

    @Inject
    ProcessesRuntimeConfig processes;

    @Inject
    ProcessManagerRuntimeConfig common;

    @Inject
    SmallRyeConfig config;

    public Definitions read() {
        return Definitions.read(ProcessesConfig.ofStart(structures, processes, common, config),
                LaunchContext.ofStart(Path.of("/base"), LaunchMode.current()));
    }

    public ProcessDefinition get(String id) {
        return read().all().stream().filter(definition -> definition.id().equals(id)).findFirst().orElseThrow();
    }
}
