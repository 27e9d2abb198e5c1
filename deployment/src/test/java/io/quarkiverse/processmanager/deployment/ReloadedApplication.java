package io.quarkiverse.processmanager.deployment;

import java.util.concurrent.Flow;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkus.runtime.StartupEvent;

/** An application that leaves everything open that an application can leave open. */
@Path("/")
public class ReloadedApplication {

    @Inject
    ProcessManager manager;

    private boolean events;

    void observe(@Observes ProcessEvent event) {
        events = true;
    }

    void observe(@Observes ProcessEvent.Output event) {
        // Listeners keeps a queue for this observer until the application ends.
    }

    void listen(@Observes StartupEvent event) {
        manager.on(ProcessEvent.class, any -> this.events = true);
        manager.on(ProcessEvent.Output.class, any -> {
        });
        manager.events().subscribe().with(any -> this.events = true);
        manager.get("keeps").output().subscribe().with(line -> {
        });
        manager.get("keeps").output().subscribe(new Idle());
    }

    /** Subscribes and never requests an item. */
    private static final class Idle implements Flow.Subscriber<LogLine> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            // Requests nothing.
        }

        @Override
        public void onNext(LogLine line) {
            throw new AssertionError(line);
        }

        @Override
        public void onError(Throwable error) {
            throw new AssertionError(error);
        }

        @Override
        public void onComplete() {
            // The application ends.
        }
    }

    /** Hooks of all processes, found without a scope. */
    static class Hooks implements ProcessHooks {

        @Override
        public void onStart(ProcessEvent.Started started) {
            // The hook only has to exist.
        }
    }

    @GET
    @Path("events")
    public boolean events() {
        manager.get("changes").restart().toCompletableFuture().join();
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!events && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return events;
    }
}
