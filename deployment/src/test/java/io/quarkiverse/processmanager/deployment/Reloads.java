package io.quarkiverse.processmanager.deployment;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkiverse.processmanager.ProcessManager;
import io.quarkiverse.processmanager.ProcessPhase;
import io.quarkus.dev.console.DevConsoleManager;
import io.quarkus.runtime.StartupEvent;

/** Part of an application that is reloaded: its version, its running processes and the class loaders of its predecessors. */
@Path("/")
public class Reloads {

    static final int REVISION = 0;
    static final String LOADERS = "process-manager-test-loaders";

    @Inject
    ProcessManager manager;

    @ConfigProperty(name = "app.version", defaultValue = "0")
    int version;

    /** Adds the class loader of each application to a list that outlives reloads. */
    void start(@Observes StartupEvent event) {
        loaders().add(new WeakReference<>(Thread.currentThread().getContextClassLoader()));
    }

    /** The revision of this class, and the version in the configuration. */
    @GET
    @Path("version")
    public String version() {
        return REVISION + "." + version;
    }

    @GET
    @Path("pids")
    public String pids() {
        return manager.status().values().stream().filter(status -> status.phase() == ProcessPhase.RUNNING)
                .map(status -> "\"" + status.id() + "\":" + status.pid().getAsLong())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** The numbers of the applications that are still in memory; the number of the first one is 0. */
    @GET
    @Path("living")
    public String living() {
        System.gc();
        List<WeakReference<ClassLoader>> loaders = loaders();
        return IntStream.range(0, loaders.size()).filter(number -> loaders.get(number).get() != null)
                .mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    }

    /** Clears the list of the applications of earlier tests in the same JVM. */
    @GET
    @Path("first")
    public String first() {
        List<WeakReference<ClassLoader>> loaders = loaders();
        loaders.subList(0, loaders.size() - 1).clear();
        return "forgotten";
    }

    private static List<WeakReference<ClassLoader>> loaders() {
        List<WeakReference<ClassLoader>> loaders = DevConsoleManager.getGlobal(LOADERS);
        if (loaders == null) {
            loaders = new ArrayList<>();
            DevConsoleManager.setGlobal(LOADERS, loaders);
        }
        return loaders;
    }
}
