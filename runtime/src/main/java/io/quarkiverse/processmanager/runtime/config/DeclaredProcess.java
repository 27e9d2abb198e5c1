package io.quarkiverse.processmanager.runtime.config;

import java.util.Set;

import io.quarkiverse.processmanager.HealthGroup;
import io.quarkiverse.processmanager.Mode;
import io.quarkiverse.processmanager.ProcessDefinition;

/**
 * One process as it is configured.
 *
 * @param definition what the engine makes of it
 * @param modes the modes in which it runs
 * @param runsHere whether the mode of the application is one of them
 */
public record DeclaredProcess(ProcessDefinition definition, Set<Mode> modes, boolean runsHere) {

    public String id() {
        return definition.id();
    }

    /** Where its health is reported. */
    public HealthGroup healthGroup() {
        return definition.report().group();
    }

    /** Whether the application counts as not ready without it. */
    public boolean required() {
        return definition.report().required();
    }
}
