package io.quarkiverse.processmanager.runtime.dev.ui;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;

/** Records the connection of each page of the Dev UI. */
@Singleton
public class PageConnections {

    private static final String PATH = "/dev-ui/json-rpc-ws";
    /** Before the filters that answer requests. */
    private static final int PRIORITY = 1000;

    void register(@Observes Filters filters) {
        filters.register(routing -> {
            if (routing.request().path().endsWith(PATH)) {
                PageConnection.record(routing.request().connection());
            }
            routing.next();
        }, PRIORITY);
    }
}
