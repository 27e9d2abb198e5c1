package io.quarkiverse.processmanager.runtime;

import java.util.List;

import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

/**
 * Keeps the patterns of the application from its static initialisation to its start. The start of the processes comes before all
 * other steps of the build, so that step must not depend on the index of the application.
 */
@Recorder
public class ProcessPatternsRecorder {

    /** Set and read by the thread that starts the application. Each live reload replaces the patterns. */
    private static List<ProcessPattern> patterns = List.of();

    /** Sets the patterns of the application. */
    public void set(List<RuntimeValue<ProcessPattern>> own) {
        patterns = own.stream().map(RuntimeValue::getValue).toList();
    }

    static List<ProcessPattern> patterns() {
        return patterns;
    }
}
