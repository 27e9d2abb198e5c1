package io.quarkiverse.processmanager.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessException;
import io.quarkiverse.processmanager.ProcessPattern;
import io.quarkiverse.processmanager.runtime.config.service.BuiltService;
import io.smallrye.common.annotation.Experimental;

/**
 * A service in a definition from code: {@code ProcessDefinition.builder("db", ServiceBuilder.of("postgresql", directory))}. Sets
 * the defaults that {@code quarkus.processes."db".service=postgresql} sets: the command, the port, the health check, the stop. The
 * initialization of the data is the pre-start command of the process, and does nothing if the data exists.
 * <p>
 * Code configures no datasource and no other client: its process starts when the configuration of the application is complete. Not
 * safe for use by several threads. {@code ProcessDefinition.builder} searches for the program, which reads directories.
 */
@Experimental("More settings may follow")
public final class ServiceBuilder implements ProcessPattern {

    private final String service;
    private final Path directory;
    private Optional<String> version = Optional.empty();
    private Optional<Path> home = Optional.empty();
    private boolean fresh;
    private final List<Path> initScripts = new ArrayList<>();
    private final Map<String, Integer> ports = new TreeMap<>();
    private final Map<String, String> properties = new TreeMap<>();

    private ServiceBuilder(String service, Path directory) {
        this.service = service;
        this.directory = directory;
    }

    /**
     * A service.
     *
     * @param service the name of a service, or of a class that implements {@link ProcessService}
     * @param directory the directory for the data; a relative path starts at the working directory of the application. One process
     *        uses it at a time
     */
    public static ServiceBuilder of(String service, Path directory) {
        return new ServiceBuilder(service, directory);
    }

    /** The version of the program, or its beginning (default: any), as {@code service.version}. */
    public ServiceBuilder version(String version) {
        this.version = Optional.of(version);
        return this;
    }

    /** The directory of the program, or the one above its {@code bin} (default: searched for), as {@code service.home}. */
    public ServiceBuilder home(Path home) {
        this.home = Optional.of(home);
        return this;
    }

    /** Whether the data need not survive a crash of the machine (default: false). The directory is not emptied. */
    public ServiceBuilder fresh(boolean fresh) {
        this.fresh = fresh;
        return this;
    }

    /** Files for the end of the initialization (default: none), as {@code service.init-scripts}. */
    public ServiceBuilder initScripts(Path... files) {
        initScripts.addAll(Arrays.asList(files));
        return this;
    }

    /** The port of the process (default: 0, a port that is free when the definition is built). */
    public ServiceBuilder port(int port) {
        ports.put("", port);
        return this;
    }

    /**
     * A named port of the process, such as {@code controller} of Kafka (default: 0, a port that is free
     * when the definition is built).
     */
    public ServiceBuilder port(String name, int port) {
        ports.put(name, port);
        return this;
    }

    /**
     * A property that the service reads from the configuration of an application, such as {@code quarkus.datasource.password} for
     * the password of the user that the initialization creates (default: that of the service).
     */
    public ServiceBuilder property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    @Override
    public String name() {
        return service;
    }

    @Override
    public boolean isService() {
        return true;
    }

    /**
     * Finds the program and sets the defaults.
     *
     * @throws ProcessException {@code INVALID} if there is no such service or no program, or if the program cannot run on the data
     */
    @Override
    public void apply(ProcessDefinitionBuilder defaults) {
        new BuiltService(service, directory.toAbsolutePath(), version, home, fresh, initScripts, ports, properties)
                .apply(defaults);
    }
}
