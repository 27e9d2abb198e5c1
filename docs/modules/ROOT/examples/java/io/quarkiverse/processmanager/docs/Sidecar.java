package io.quarkiverse.processmanager.docs;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.ProcessPatterns;

// tag::pattern[]
/** How all of our services are started beside an application. */
public class Sidecar implements ProcessPattern {

    @Override
    public String name() {
        return "sidecar";
    }

    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        ProcessPatterns.WEB_SERVER.apply(defaults);
        defaults.health(health -> health.path("/q/health/ready")).stop(stop -> stop.signal("INT"))
                .env("QUARKUS_PROFILE", "dev");
    }
}
// end::pattern[]
