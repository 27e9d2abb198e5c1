package io.quarkiverse.processmanager.test;

import java.nio.file.Path;
import java.util.Map;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.runtime.definition.ProcessSettings;
import io.quarkiverse.processmanager.runtime.testing.TestDirectory;

/**
 * Puts directories of the tests into the place of {@code data-dir}, so that no test touches the data of dev mode.
 *
 * @param owner distinguishes processes with the same id in one JVM; empty for those of an application
 */
record TestDataDirectories(String owner) {

    private static final String SETTING = "data-dir";

    /** Changes the directory in the properties of a process, which have their full names. */
    void into(Map<String, String> properties, String id) {
        // A dollar sign, as in the name of a nested class, is not the beginning of an expression.
        String prefix = ProcessProperties.prefix(id);
        if (properties.containsKey(prefix + ProcessProperties.SERVICE)) {
            properties.putIfAbsent(prefix + SETTING, id);
        }
        properties.computeIfPresent(prefix + SETTING,
                (name, value) -> value.isBlank() ? value : of(id).toString().replace("$", "$$"));
    }

    /** The definition for a test: it runs in the mode {@code test}, whatever the builder has set, on data of the test. */
    ProcessDefinition into(ProcessDefinition definition) {
        return ProcessSettings.of(definition).inTest(any -> of(definition.id()));
    }

    private Path of(String id) {
        return TestDirectory.ofThisJvm().resolve(owner).resolve(id);
    }
}
