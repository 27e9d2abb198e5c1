package io.quarkiverse.processmanager.runtime.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckRequest;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSink;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The services of one start of the application. It calls the probes on an event loop of its Vert.x, and those that may block on its
 * workers.
 */
public final class Application implements ApplicationServices {

    private final CompletableFuture<Place> place = new CompletableFuture<>();
    private final Listeners listeners;
    private final SharedObjects shared = new SharedObjects();
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    /** Made by the first check that needs it. Confined to the loop of the supervisor. */
    private Optional<BlockingCalls> blocking = Optional.empty();

    /** Where the checks run. */
    private record Place(Vertx vertx, Context context) {
    }

    /**
     * Services whose checks wait until {@link #checksWith} names the Vert.x. Called on the thread that starts the application or
     * with its context class loader, which becomes that of all listeners and of all probes.
     */
    public Application(Listeners listeners) {
        this.listeners = listeners;
        listeners.serve(loader);
    }

    /** Services whose checks run at once. */
    public Application(Vertx vertx, Listeners listeners) {
        this(listeners);
        checksWith(vertx);
    }

    /** Runs the checks on an event loop of this Vert.x. Without effect when called again. */
    public void checksWith(Vertx vertx) {
        if (!place.isDone()) {
            place.complete(new Place(vertx, ProbeLoop.of(vertx)));
        }
    }

    @Override
    public CompletionStage<ProbeResult> check(CheckRequest request) {
        Optional<ProbeResult> atOnce = atOnce(request);
        if (atOnce.isPresent()) {
            return CompletableFuture.completedFuture(atOnce.get());
        }
        CompletableFuture<ProbeResult> answer = new CompletableFuture<>();
        if (request.probe().isBlocking()) {
            BlockingCalls calls = blockingCalls();
            place.thenAccept(here -> calls.run(new Check(request, here.vertx(), shared, answer), workers(here)));
        } else {
            onLoop(here -> new Check(request, here.vertx(), shared, answer).run());
        }
        return answer;
    }

    private BlockingCalls blockingCalls() {
        if (blocking.isEmpty()) {
            blocking = Optional.of(new BlockingCalls());
        }
        return blocking.get();
    }

    private Workers workers(Place here) {
        return new Workers(here.context(), loader);
    }

    /**
     * The connection to a port on which the process is known to listen, on the thread of the supervisor: a connection that opens
     * at once costs less than the hand-offs to the event loop and back, and a client costs more than both.
     */
    private static Optional<ProbeResult> atOnce(CheckRequest request) {
        return request.probe() instanceof TcpProbe tcp && request.ports().isKnownToListenOn(tcp.port()) ? tcp.acceptedAtOnce()
                : Optional.empty();
    }

    @Override
    public void close() {
        onLoop(here -> shared.close(task -> workers(here).execute(task)));
    }

    private void onLoop(Consumer<Place> task) {
        place.thenAccept(here -> here.context().runOnContext(nothing -> task.accept(here)));
    }

    @Override
    public EventSink events() {
        return listeners;
    }
}
