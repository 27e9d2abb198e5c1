package io.quarkiverse.processmanager.runtime.config;

import java.util.Set;

import io.quarkiverse.processmanager.ProcessDefinition;

/**
 * One process as it is configured.
 *
 * @param definition what the engine makes of it
 * @param modes the modes in which it runs
 * @param runsHere whether the mode of the application is one of them
 * @param healthGroup where its health is reported
 * @param required whether the application counts as not ready without it
 */
public record DeclaredProcess(ProcessDefinition definition, Set<Mode> modes, boolean runsHere, HealthGroup healthGroup,
        boolean required) {

    public String id() {
        return definition.id();
    }
}
