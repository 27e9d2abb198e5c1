package io.quarkiverse.processmanager.runtime.engine;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/**
 * Creates the event loop context on which an application runs its probes. This is the only use of an internal type of Vert.x,
 * for which the public API has no substitute: {@code getOrCreateContext()} ties the context to the thread that starts the
 * application, and a verticle would keep the class loader of the application after a live reload until it is undeployed. See
 * the discussion of https://github.com/eclipse-vertx/vert.x/pull/3431, which left this method internal.
 */
final class ProbeLoop {

    private ProbeLoop() {
    }

    static Context of(Vertx vertx) {
        return ((VertxInternal) vertx).createEventLoopContext();
    }
}
