package io.quarkiverse.processmanager.docs;

import java.time.Duration;

import io.quarkiverse.processmanager.ProcessDefinition;

/** A process with a health check and a liveness check. */
final class Liveness {

    static ProcessDefinition shop() {
        // tag::liveness[]
        return ProcessDefinition.builder("shop").command("node", "shop.js").port(3001)
                .health(health -> health.path("/ready"))
                .liveness(liveness -> liveness.path("/alive").interval(Duration.ofSeconds(5)).timeout(Duration.ofSeconds(2))
                        .retries(4))
                .build();
        // end::liveness[]
    }

    private Liveness() {
    }
}
