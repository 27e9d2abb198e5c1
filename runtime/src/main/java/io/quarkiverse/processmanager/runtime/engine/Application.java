package io.quarkiverse.processmanager.runtime.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.probe.CommandResult;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeContext;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.listeners.Listeners;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.supervisor.ApplicationServices;
import io.quarkiverse.processmanager.runtime.supervisor.EventSink;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The services of one start of the application. It runs the probes on an event loop of its Vert.x. */
public final class Application implements ApplicationServices {

    private final Vertx vertx;
    private final Context context;
    private final Listeners listeners;

    /** Called on the thread that starts the application. Its context class loader becomes that of all listeners. */
    public Application(Vertx vertx, Listeners listeners) {
        this.vertx = vertx;
        this.context = ProbeLoop.of(vertx);
        this.listeners = listeners;
        listeners.serve(Thread.currentThread().getContextClassLoader());
    }

    @Override
    public CompletionStage<ProbeResult> check(String processId, Probe probe, RunningProcess process, Duration timeout) {
        Check check = new Check(processId, process, timeout, vertx);
        context.runOnContext(nothing -> check.run(probe));
        return check.answer;
    }

    @Override
    public EventSink events() {
        return listeners;
    }

    /** One check. A cancelled answer cancels the check of the probe. */
    private record Check(String processId, RunningProcess process, Duration timeout, Vertx vertx,
            CompletableFuture<ProbeResult> answer) implements ProbeContext {

        private Check(String processId, RunningProcess process, Duration timeout, Vertx vertx) {
            this(processId, process, timeout, vertx, new CompletableFuture<>());
        }

        private void run(Probe probe) {
            if (answer.isDone()) {
                return;
            }
            try {
                CompletionStage<ProbeResult> stage = probe.check(this);
                answer.whenComplete((result, error) -> stage.toCompletableFuture().cancel(false));
                stage.whenComplete((result, error) -> {
                    if (error != null) {
                        answer.completeExceptionally(error);
                    } else {
                        answer.complete(result);
                    }
                });
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }

        @Override
        public CompletionStage<CommandResult> run(List<String> words) {
            return process.run(words, timeout);
        }

        @Override
        public CompletionStage<String> firstLine(String regex) {
            return process.firstLine(regex);
        }
    }
}
