package io.quarkiverse.processmanager.test;

import io.quarkiverse.processmanager.ProcessDefinition;

/**
 * A process of a test.
 *
 * @param definition the definition
 * @param lastLines how many lines of its output a failed test reports
 */
record TestProcess(ProcessDefinition definition, int lastLines) {

    static final int LAST_LINES = 20;

    String id() {
        return definition.id();
    }
}
