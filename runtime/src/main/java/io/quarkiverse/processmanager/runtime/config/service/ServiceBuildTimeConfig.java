package io.quarkiverse.processmanager.runtime.config.service;

import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;
import io.smallrye.config.WithParentName;

/** The settings of a service that the build fixes. */
@ConfigGroup
public interface ServiceBuildTimeConfig {

    /**
     * The service that the process is, such as {@code postgresql}, or the name of a class that implements {@code ProcessService}.
     * A service is a pattern with a program: it sets the command, the initialization, the port, the data directory, the health check,
     * the stop signal and the configuration that it contributes to the extensions of the application. A setting of the process
     * overrides that of the service. The guide on services lists all services.
     */
    @WithParentName
    Optional<String> name();

    /**
     * What the service feeds, separated by commas: {@code datasource}, {@code datasource."orders"}, {@code redis}. The keys of the
     * configuration that the process contributes begin with {@code quarkus.} and this text. {@code none} contributes nothing
     * (default: the unnamed {@code datasource} or client).
     */
    Optional<List<String>> feeds();
}
