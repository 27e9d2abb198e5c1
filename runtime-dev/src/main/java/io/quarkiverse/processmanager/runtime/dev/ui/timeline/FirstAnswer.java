package io.quarkiverse.processmanager.runtime.dev.ui.timeline;

import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkus.runtime.annotations.RecordableConstructor;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Records when the application has answered its first request. Requests for the Dev UI and for other pages of Quarkus do not
 * count. The handler runs on the event loop of the request; after the first answer it only passes requests on.
 */
public final class FirstAnswer implements Handler<RoutingContext> {

    private final String excluded;
    private final AtomicBoolean found = new AtomicBoolean();

    /** @param excluded the path of the pages of Quarkus, with a slash at its end */
    @RecordableConstructor
    public FirstAnswer(String excluded) {
        this.excluded = excluded;
    }

    public String getExcluded() {
        return excluded;
    }

    @Override
    public void handle(RoutingContext routing) {
        if (!found.get() && !routing.request().path().startsWith(excluded)) {
            routing.addEndHandler(ended -> {
                if (ended.succeeded() && found.compareAndSet(false, true)) {
                    ApplicationStarts.answered();
                }
            });
        }
        routing.next();
    }
}
