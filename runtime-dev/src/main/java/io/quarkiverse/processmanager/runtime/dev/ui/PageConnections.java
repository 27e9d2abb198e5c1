package io.quarkiverse.processmanager.runtime.dev.ui;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Records the connection of each page of the Dev UI, behind the filters with which the Dev UI refuses foreign pages. */
public final class PageConnections implements Handler<RoutingContext> {

    @Override
    public void handle(RoutingContext routing) {
        PageConnection.record(routing.request());
        routing.next();
    }
}
