package io.quarkiverse.processmanager.docs;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.service.ServiceBuilder;

/** A database for each tenant. */
@Singleton
public class Tenants {

    @Inject
    ProcessManager manager;

    // tag::create[]
    CompletionStage<ManagedProcess> database(String tenant) {
        ServiceBuilder postgresql = ServiceBuilder.of("postgresql", Path.of("/var/lib/tenants", tenant))
                .version("15")
                .property("quarkus.datasource.username", tenant)
                .property("quarkus.datasource.password", "secret of " + tenant)
                .initScripts(Path.of("/etc/tenants/schema.sql"));
        return manager.create(ProcessDefinition.builder("db-" + tenant, postgresql).build());
    }
    // end::create[]
}
