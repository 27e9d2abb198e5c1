package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The connection of one page of the Dev UI. The Dev UI of Quarkus 3.33 neither ends the streams to a page that has been closed
 * nor looks whether it can take more; so what is streamed looks at the connection by itself.
 * <p>
 * It also writes wherever an item comes from. A message of more than 64 KiB is written as several frames, and those of two
 * threads would mix, which ends the connection. So all that is for a page comes on its own event loop.
 */
final class PageConnection {

    private static final String KEY = PageConnection.class.getName();

    private final Optional<ConnectionBase> connection;
    private final Consumer<Runnable> eventLoop;
    private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();

    private PageConnection(Optional<ConnectionBase> connection, Consumer<Runnable> eventLoop) {
        this.connection = connection;
        this.eventLoop = eventLoop;
        connection.ifPresent(some -> some.closeFuture().onComplete(closed -> ends.forEach(Runnable::run)));
    }

    /** Notes the connection for all that is called over it. On its request. */
    static void note(HttpConnection connection) {
        Context context = Vertx.currentContext();
        if (context != null && connection instanceof ConnectionBase base) {
            context.putLocal(KEY, new PageConnection(Optional.of(base),
                    task -> context.runOnContext(nothing -> task.run())));
        }
    }

    /** The one over which the running call has come. One that nobody has noted is always open. */
    static PageConnection current() {
        Context context = Vertx.currentContext();
        PageConnection noted = context == null ? null : context.getLocal(KEY);
        return noted == null ? new PageConnection(Optional.empty(), Runnable::run) : noted;
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
            Cancellable streaming = stream.subscribe().with(item -> eventLoop.accept(() -> emitter.emit(item)),
                    error -> eventLoop.accept(() -> emitter.fail(error)), () -> eventLoop.accept(end));
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

    /** The same answer. */
    <T> Uni<T> carry(Uni<T> answer) {
        return answer.emitOn(eventLoop::accept);
    }
}
