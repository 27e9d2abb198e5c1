package io.quarkiverse.processmanager.test;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Hands the processes of a test that launches commands to each launch, also the processes of a test method. Quarkus is the only
 * caller: it asks all resources of the service loader before each start of an application in a test.
 */
public final class CommandLaunchResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Map<String, String> properties = new HashMap<>();
        CommandLaunches.present().forEach((id, known) -> properties.putAll(ServedProcesses.withoutDeclared(id, known)));
        return properties;
    }

    @Override
    public void stop() {
        // The test class stops the processes.
    }
}
