package io.quarkiverse.processmanager.docs;

import java.time.Duration;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessPatterns;
import io.quarkiverse.processmanager.RestartPolicy;

public class Patterns {

    // tag::code[]
    static ProcessDefinition webServer() {
        return ProcessPatterns.webServer("web").name("Web Server").command("npm", "start").port(3000)
                .health(health -> health.path("/health").interval(Duration.ofSeconds(30))).build();
    }

    static ProcessDefinition database() {
        return ProcessPatterns.database("postgres").name("PostgreSQL").command("postgres", "-D", "/data").port(5432)
                .startupTimeout(Duration.ofSeconds(10)).build();
    }

    static ProcessDefinition worker() {
        return ProcessPatterns.worker("queue-worker").name("Queue Worker").command("node", "worker.js")
                .restart(restart -> restart.policy(RestartPolicy.Mode.ON_FAILURE).max(5)).build();
    }

    static ProcessDefinition blockchainNode() {
        return ProcessPatterns.blockchainNode("pact-node").name("Pact Node").command("pact", "--serve", "9001").port(9001)
                .startupTimeout(Duration.ofSeconds(60)).build();
    }
    // end::code[]
}
