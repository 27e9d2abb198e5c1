package io.quarkiverse.processmanager.runtime.supervisor.application;

import java.util.Map;

import io.quarkiverse.processmanager.ProcessDefinition;

/** Variables that a process receives in addition to those of its definition, and that differ for each start. */
public interface LaunchVariables {

    /** No variables. */
    LaunchVariables NONE = (definition, incarnation, attempt) -> Map.of();

    /**
     * The variables of one start. A variable of the definition overrides one of these. Called on the loop: it returns at once.
     *
     * @param incarnation the number of the start
     * @param attempt the number of restarts in a row; 0 for a start that follows no crash
     */
    Map<String, String> of(ProcessDefinition definition, long incarnation, int attempt);
}
