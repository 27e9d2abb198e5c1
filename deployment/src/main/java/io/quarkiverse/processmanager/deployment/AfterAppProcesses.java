package io.quarkiverse.processmanager.deployment;

import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.ProcessPatterns;
import io.quarkiverse.processmanager.StartPhase;
import io.quarkiverse.processmanager.runtime.config.ProcessesBuildTimeConfig;
import io.quarkus.runtime.LaunchMode;

/**
 * Whether a process can start after the application: its configuration says so, or a pattern of the application, or a
 * test that defines processes, may say so.
 */
final class AfterAppProcesses implements BooleanSupplier {

    private final ProcessesBuildTimeConfig structures;
    private final LaunchMode mode;

    AfterAppProcesses(ProcessesBuildTimeConfig structures, LaunchMode mode) {
        this.structures = structures;
        this.mode = mode;
    }

    @Override
    public boolean getAsBoolean() {
        Set<String> builtIn = ProcessPatterns.all().stream().map(ProcessPattern::name).collect(Collectors.toSet());
        return mode == LaunchMode.TEST || structures.processes().values().stream()
                .anyMatch(process -> process.startPhase().filter(StartPhase.AFTER_APP::equals).isPresent()
                        || process.pattern().filter(name -> !builtIn.contains(name)).isPresent());
    }
}
