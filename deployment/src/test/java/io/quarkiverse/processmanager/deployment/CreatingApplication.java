package io.quarkiverse.processmanager.deployment;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkiverse.processmanager.HealthCheck;
import io.quarkiverse.processmanager.HealthCheck.OnUnhealthy;
import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.probe.ProbeSchedule;
import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.runtime.StartupEvent;

/** The application that creates processes and is changed and reloaded. */
@Path("/")
public class CreatingApplication {

    static final int VERSION = 0;
    static final String LOADERS = "process-manager-test-loaders-of-creators";

    @Inject
    ProcessManager manager;

    void start(@Observes StartupEvent event) {
        List<WeakReference<ClassLoader>> loaders = DevConsoleManager.getGlobal(LOADERS);
        if (loaders == null) {
            loaders = new ArrayList<>();
            DevConsoleManager.setGlobal(LOADERS, loaders);
        }
        loaders.add(new WeakReference<>(Thread.currentThread().getContextClassLoader()));
        Probe ofTheApplication = context -> CompletableFuture.completedFuture(ProbeResult.success("it is fine"));
        manager.start(
                ProcessDefinition.builder("kept").command("sleep", "1000").keepOnReload().build(),
                ProcessDefinition.builder("own").command("sleep", "1000")
                        .healthCheck(new HealthCheck(ofTheApplication, ProbeSchedule.DEFAULT, OnUnhealthy.NONE)).build())
                // Something of the application waits for something that never comes.
                .thenRun(() -> manager.get("own").awaitExit().thenRun(this::version));
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
}
