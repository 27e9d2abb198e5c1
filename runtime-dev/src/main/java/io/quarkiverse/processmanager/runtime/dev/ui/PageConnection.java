package io.quarkiverse.processmanager.runtime.dev.ui;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.runtime.dev.ui.stream.LogStream;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The connection of one page of the Dev UI. It supplies three things that the Dev UI of Quarkus 3.33 does not do:
 * <ul>
 * <li>It ends the streams to a page when the page is closed.
 * <li>It reports whether the page can take more; see {@link #isFull()}.
 * <li>It emits all items for a page on the event loop of the connection. The Dev UI writes on the thread of the item, and a
 * message of more than 64 KiB consists of several frames. Frames of two threads would mix, which closes the connection.
 * </ul>
 * This is the only class that uses {@code ConnectionBase}, an internal class of Vert.x. The public {@code HttpConnection} has
 * one close handler, which any other code may replace, and does not report whether its write queue is full. The WebSocket
 * reports that, but only the router of the Dev UI has it. No upstream issue about either was found.
 */
public final class PageConnection {

    private static final String KEY = PageConnection.class.getName();
    /** With so many items that the event loop has not written yet, the page counts as full: two passes of a {@link LogStream}. */
    private static final int MOST_WAITING = 10;

    private final Optional<ConnectionBase> connection;
    private final boolean page;
    private final Consumer<Runnable> eventLoop;
    private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waiting = new AtomicInteger();

    PageConnection(Optional<ConnectionBase> connection, boolean page, Consumer<Runnable> eventLoop) {
        this.connection = connection;
        this.page = page;
        this.eventLoop = eventLoop;
        connection.ifPresent(some -> some.closeFuture().onComplete(closed -> ends.forEach(Runnable::run)));
    }

    /** Records the connection of a request for all calls over it. Must be called on the context of the request. */
    static void record(HttpServerRequest request) {
        Context context = Vertx.currentContext();
        if (context != null && request.connection() instanceof ConnectionBase base) {
            boolean page = request.headers().contains(HttpHeaders.ORIGIN);
            context.putLocal(KEY, new PageConnection(Optional.of(base), page,
                    task -> context.runOnContext(nothing -> task.run())));
        }
    }

    /** Whether a page has opened the connection: a browser names the site of a page, which the Dev UI has checked. */
    public boolean isOfPage() {
        return page;
    }

    /** The connection of the running call. A connection that was not recorded counts as open. */
    public static PageConnection current() {
        Context context = Vertx.currentContext();
        PageConnection recorded = context == null ? null : context.getLocal(KEY);
        return recorded == null ? new PageConnection(Optional.empty(), false, Runnable::run) : recorded;
    }

    /** Whether the write queue of the connection is full, or will be when the event loop has written what waits for it. */
    public boolean isFull() {
        return waiting.get() >= MOST_WAITING || connection.filter(ConnectionBase::isNotWritable).isPresent();
    }

    /** Whether the client has left. A connection that was not recorded counts as open. */
    boolean isClosed() {
        return connection.filter(some -> some.closeFuture().isComplete()).isPresent();
    }

    /** The same stream on the event loop of the connection. It also completes when the connection is closed. */
    public <T> Multi<T> carry(Multi<T> stream) {
        return Multi.createFrom().emitter(emitter -> {
            Runnable end = emitter::complete;
            ends.add(end);
            Cancellable streaming = stream.subscribe().with(item -> emit(() -> emitter.emit(item)),
                    error -> eventLoop.accept(() -> emitter.fail(error)), () -> eventLoop.accept(end));
            emitter.onTermination(() -> {
                ends.remove(end);
                streaming.cancel();
            });
            // After ends.add: closing the connection completes the future first, and then runs the ends.
            if (isClosed()) {
                end.run();
            }
        }, BackPressureStrategy.BUFFER);
    }

    private void emit(Runnable item) {
        waiting.incrementAndGet();
        eventLoop.accept(() -> {
            waiting.decrementAndGet();
            item.run();
        });
    }

    /** The same answer on the event loop of the connection. */
    public <T> Uni<T> carry(Uni<T> answer) {
        return answer.emitOn(eventLoop::accept);
    }
}
