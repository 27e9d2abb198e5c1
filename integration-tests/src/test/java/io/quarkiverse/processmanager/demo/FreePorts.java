package io.quarkiverse.processmanager.demo;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Free ports, so that the tests can run at the same time as the demo and as other tests. */
public class FreePorts implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        int quotes = OwnPorts.next();
        return Map.of("quarkus.processes.redis.port", String.valueOf(OwnPorts.next()),
                "quarkus.processes.quotes.port", String.valueOf(quotes),
                "demo.clock.file", "target/clock-" + quotes + ".txt");
    }

    @Override
    public void stop() {
        // No socket is open.
    }
}
