package io.quarkiverse.processmanager.runtime;

import java.util.List;

import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

/**
 * Keeps what the build has found in the classes of the application, from its static initialisation to its start. The start of the
 * processes comes before all other steps of the build, so that step must not depend on the index of the application.
 */
@Recorder
public class ApplicationFactsRecorder {

    /** Set and read by the thread that starts the application. Each live reload replaces both. */
    private static List<ProcessPattern> patterns = List.of();
    private static boolean usesManager;
    private static boolean joins;
    private static boolean traced;

    /**
     * Sets the facts about the application. A packaged application without any of them can leave this out.
     *
     * @param own the patterns of the application
     * @param used whether a class of the application uses the process manager
     * @param observed whether the application has a {@link StartupJoin}
     * @param telemetry whether the application has an OpenTelemetry
     */
    public void set(List<RuntimeValue<ProcessPattern>> own, boolean used, boolean observed, boolean telemetry) {
        patterns = own.stream().map(RuntimeValue::getValue).toList();
        usesManager = used;
        joins = observed;
        traced = telemetry;
    }

    static List<ProcessPattern> patterns() {
        return patterns;
    }

    /** Whether a class of the application can create processes, or has a part in the definitions of declared ones. */
    static boolean needProcesses() {
        return usesManager || !patterns.isEmpty();
    }

    /** Whether the application waits for a start beside it, before its observers run. */
    static boolean joins() {
        return joins;
    }

    /** Whether the application has an OpenTelemetry. */
    static boolean traced() {
        return traced;
    }
}
