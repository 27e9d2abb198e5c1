package io.quarkiverse.processmanager.deployment;

import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.processmanager.ProcessDefinition;
import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkus.runtime.StartupEvent;

/** An application that creates processes when it starts. */
@Singleton
public class CreatingApplication {

    @Inject
    ProcessManager manager;

    void start(@Observes StartupEvent event) {
        Probe ofTheApplication = context -> CompletableFuture.completedFuture(ProbeResult.success("it is fine"));
        manager.start(
                ProcessDefinition.builder("kept").command("sleep", "1000").keepOnReload().build(),
                ProcessDefinition.builder("own").command("sleep", "1000")
                        .health(health -> health.probe(ofTheApplication)).build())
                // The application waits for an exit that never comes.
                .thenRun(() -> manager.get("own").onExit().thenRun(this::exited));
    }

    private void exited() {
        // The reference to the application is enough.
    }
}
