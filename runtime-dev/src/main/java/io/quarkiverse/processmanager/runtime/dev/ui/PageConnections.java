package io.quarkiverse.processmanager.runtime.dev.ui;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;

/** Notes the connections of the pages of the Dev UI. */
@Singleton
public class PageConnections {

    private static final String PATH = "/dev-ui/json-rpc-ws";
    /** Before those that answer. */
    private static final int PRIORITY = 1000;

    void register(@Observes Filters filters) {
        filters.register(routing -> {
            if (routing.request().path().endsWith(PATH)) {
                PageConnection.note(routing.request().connection());
            }
            routing.next();
        }, PRIORITY);
    }
}
