package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The connection of one page of the Dev UI. The Dev UI of Quarkus 3.33 neither ends the streams to a page that has been closed
 * nor looks whether it can take more; so what is streamed looks at the connection by itself.
 */
final class PageConnection {

    private static final String KEY = PageConnection.class.getName();

    private final Optional<ConnectionBase> connection;
    private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();

    private PageConnection(Optional<ConnectionBase> connection) {
        this.connection = connection;
        connection.ifPresent(some -> some.closeFuture().onComplete(closed -> ends.forEach(Runnable::run)));
    }

    /** Notes the connection for all that is called over it. On its request. */
    static void note(HttpConnection connection) {
        Context context = Vertx.currentContext();
        if (context != null && connection instanceof ConnectionBase base) {
            context.putLocal(KEY, new PageConnection(Optional.of(base)));
        }
    }

    /** The one over which the running call has come. One that nobody has noted is always open. */
    static PageConnection current() {
        Context context = Vertx.currentContext();
        PageConnection noted = context == null ? null : context.getLocal(KEY);
        return noted == null ? new PageConnection(Optional.empty()) : noted;
    }

    /** Whether the browser has not yet taken what was sent to it. */
    boolean isFull() {
        return connection.filter(ConnectionBase::isNotWritable).isPresent();
    }

    private boolean isClosed() {
        return connection.filter(some -> some.closeFuture().isComplete()).isPresent();
    }

    /** The same stream, which also ends with the connection. */
    <T> Multi<T> carry(Multi<T> stream) {
        return Multi.createFrom().emitter(emitter -> {
            Runnable end = emitter::complete;
            ends.add(end);
            Cancellable streaming = stream.subscribe().with(emitter::emit, emitter::fail, emitter::complete);
            emitter.onTermination(() -> {
                ends.remove(end);
                streaming.cancel();
            });
            // In this order: whoever closes it first completes the future and then calls the ends.
            if (isClosed()) {
                end.run();
            }
        }, BackPressureStrategy.BUFFER);
    }
}
