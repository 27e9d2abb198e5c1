package io.quarkiverse.processmanager.test;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceConfigurableLifecycleManager;

/**
 * Hands a process of a test class to a Quarkus application before it starts. Quarkus creates one resource for each annotation
 * {@link WithProcess}, initializes all of them, and then starts them. Quarkus is the only caller.
 */
public final class WithProcessResource implements QuarkusTestResourceConfigurableLifecycleManager<WithProcess> {

    private WithProcess process;
    /** Whether the process runs already, and {@link CommandLaunchResource} hands it to the application. */
    private boolean outside;

    @Override
    public void init(WithProcess annotation) {
        process = annotation;
        outside = !CommandLaunches.present().isEmpty();
        if (!outside) {
            ServedProcesses.CURRENT.add(annotation);
        }
    }

    /** Returns the properties by which the configuration of the application knows the process. */
    @Override
    public Map<String, String> start() {
        return outside ? Map.of() : ServedProcesses.CURRENT.start(process);
    }

    @Override
    public void stop() {
        if (!outside) {
            ServedProcesses.CURRENT.remove(process);
        }
    }
}
