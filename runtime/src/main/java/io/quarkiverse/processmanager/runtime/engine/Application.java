package io.quarkiverse.processmanager.runtime.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.probe.ProbeContext;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.probe.TcpProbe;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.supervisor.application.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.application.CheckRequest;
import io.quarkiverse.processmanager.runtime.supervisor.application.EventSink;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The services of one start of the application. It runs the probes on an event loop of its Vert.x. */
public final class Application implements ApplicationServices {

    private final CompletableFuture<Place> place = new CompletableFuture<>();
    private final Listeners listeners;
    private final SharedObjects shared = new SharedObjects();

    /** Where the checks run. */
    private record Place(Vertx vertx, Context context) {
    }

    /**
     * Services whose checks wait until {@link #checksWith} names the Vert.x. Called on the thread that starts the application or
     * with its context class loader, which becomes that of all listeners.
     */
    public Application(Listeners listeners) {
        this.listeners = listeners;
        listeners.serve(Thread.currentThread().getContextClassLoader());
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
        onLoop(here -> new Check(request, here.vertx(), shared, answer).run());
        return answer;
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
        onLoop(here -> shared.close());
    }

    private void onLoop(Consumer<Place> task) {
        place.thenAccept(here -> here.context().runOnContext(nothing -> task.accept(here)));
    }

    @Override
    public EventSink events() {
        return listeners;
    }

    /** One check. A cancelled answer cancels the check of the probe. */
    private record Check(CheckRequest request, Vertx vertx, SharedObjects shared,
            CompletableFuture<ProbeResult> answer) implements ProbeContext {

        private void run() {
            if (answer.isDone()) {
                return;
            }
            try {
                CompletionStage<ProbeResult> stage = request.probe().check(this);
                if (stage == null) {
                    answer.complete(ProbeResult.failure("the probe has returned null instead of a stage"));
                    return;
                }
                answer.whenComplete((result, error) -> stage.toCompletableFuture().cancel(false));
                stage.whenComplete((result, error) -> {
                    if (error != null) {
                        answer.completeExceptionally(error);
                    } else {
                        answer.complete(result == null
                                ? ProbeResult.failure("the stage of the probe has completed with null")
                                : result);
                    }
                });
            } catch (RuntimeException | Error e) {
                // Such as a class that the probe does not find. Without an answer the check would only be late.
                answer.completeExceptionally(e);
            }
        }

        @Override
        public String processId() {
            return request.processId();
        }

        @Override
        public Duration timeout() {
            return request.timeout();
        }

        @Override
        public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> factory) {
            return shared.get(type, factory);
        }

        @Override
        public CompletionStage<Boolean> listensOn(int port) {
            return request.ports().listensOn(port);
        }

        @Override
        public CompletionStage<CommandResult> run(List<String> words) {
            return request.process().run(words, timeout());
        }

        @Override
        public CompletionStage<String> firstLine(String regex) {
            return request.process().firstLine(regex);
        }

        @Override
        public CompletionStage<String> notified() {
            return request.process().notified();
        }

        @Override
        public Optional<Duration> sinceKeepAlive() {
            return request.process().sinceKeepAlive();
        }

        @Override
        public CompletionStage<Boolean> appeared(Path file) {
            return request.process().appeared(file);
        }
    }
}
