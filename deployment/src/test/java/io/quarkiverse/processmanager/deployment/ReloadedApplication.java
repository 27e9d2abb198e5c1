package io.quarkiverse.processmanager.deployment;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkiverse.processmanager.LogLine;
import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHooks;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.runtime.StartupEvent;

/** The application that is changed and reloaded. */
@Path("/")
public class ReloadedApplication {

    static final int VERSION = 0;
    static final String LOADERS = "process-manager-test-loaders";

    @Inject
    ProcessManager manager;

    private boolean events;

    /** Notes the class loader of each application where no reload reaches. */
    void start(@Observes StartupEvent event) {
        List<WeakReference<ClassLoader>> loaders = DevConsoleManager.getGlobal(LOADERS);
        if (loaders == null) {
            loaders = new ArrayList<>();
            DevConsoleManager.setGlobal(LOADERS, loaders);
        }
        loaders.add(new WeakReference<>(Thread.currentThread().getContextClassLoader()));
    }

    void observe(@Observes ProcessEvent event) {
        events = true;
    }

    void observe(@Observes ProcessEvent.Output event) {
        // One who is served as long as the application is there.
    }

    /** Leaves everything open that an application can leave open. */
    void listen(@Observes StartupEvent event) {
        manager.on(ProcessEvent.class, any -> this.events = true);
        manager.on(ProcessEvent.Output.class, any -> {
        });
        manager.events().subscribe().with(any -> this.events = true);
        manager.get("keeps").output().subscribe().with(line -> {
        });
        manager.get("keeps").output().subscribe(new Idle());
    }

    /** Subscribes and never asks for anything. */
    private static final class Idle implements Flow.Subscriber<LogLine> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            // Not now.
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
            // It is enough that it is there.
        }
    }

    @GET
    @Path("version")
    public int version() {
        return VERSION;
    }

    @GET
    @Path("pids")
    public String pids() {
        return manager.status().values().stream().filter(status -> status.phase() == ProcessPhase.RUNNING)
                .map(status -> "\"" + status.id() + "\":" + status.pid().getAsLong())
                .collect(Collectors.joining(",", "{", "}"));
    }

    @GET
    @Path("loaders")
    public long loaders() {
        System.gc();
        List<WeakReference<ClassLoader>> loaders = DevConsoleManager.getGlobal(LOADERS);
        return loaders.stream().filter(loader -> loader.get() != null).count();
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
