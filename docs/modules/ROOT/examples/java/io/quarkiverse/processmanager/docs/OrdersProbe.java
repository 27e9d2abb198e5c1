package io.quarkiverse.processmanager.docs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeContext;
import io.quarkiverse.processmanager.probe.ProbeResult;

// tag::probe[]
/** A database is healthy when its tables can be read. */
record OrdersProbe(String url) implements Probe {

    @Override
    public CompletionStage<ProbeResult> check(ProbeContext context) {
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.setQueryTimeout((int) context.timeout().toSeconds());
            statement.executeQuery("select 1 from orders");
            return CompletableFuture.completedStage(ProbeResult.success("the orders can be read"));
        } catch (SQLException e) {
            return CompletableFuture.completedStage(ProbeResult.failure("the orders cannot be read: " + e.getMessage()));
        }
    }

    @Override
    public String late() {
        return "no answer to a query of the orders";
    }

    static ProcessDefinition database(String url) {
        return ProcessDefinition.builder("db").command("postgres", "-D", "data").port(5432)
                .health(health -> health.probe(new OrdersProbe(url)))
                .build();
    }
}
// end::probe[]
