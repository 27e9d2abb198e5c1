package io.quarkiverse.processmanager.docs;

import java.time.Duration;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.probe.CommandResult;

/** Commands of a process in code. */
@ApplicationScoped
public class Stock {

    @Inject
    ProcessManager processes;

    // tag::run[]
    boolean reset() {
        CommandResult result = processes.get("db").runCommandAndAwait("reset", Map.of("table", "stock"));
        return result.exitCode() == 0;
    }
    // end::run[]

    // tag::builder[]
    ProcessDefinition database() {
        return ProcessDefinition.builder("db").command("postgres", "-D", "data")
                .command("reset", reset -> reset.command("psql", "shop", "-c", "truncate {table}")
                        .confirm("Delete all rows of the table?").timeout(Duration.ofMinutes(1))
                        .arg("table", table -> table.choices("stock", "orders").defaultValue("stock")))
                .build();
    }
    // end::builder[]
}
