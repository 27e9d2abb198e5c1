package io.quarkiverse.processmanager.testing;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The demo without its other processes. That of the quotes contributes configuration of the application. */
public class OnlyQuotes implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.processes.redis.auto-start", "false", "quarkus.processes.seed.auto-start", "false",
                "quarkus.processes.worker.auto-start", "false", "quarkus.processes.clock.auto-start", "false",
                "quarkus.processes.quotes.config.\"quarkus.http.header.'X-Quotes'.value\"",
                "${quarkus.processes.quotes.port}");
    }
}
