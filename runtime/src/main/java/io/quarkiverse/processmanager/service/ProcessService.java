package io.quarkiverse.processmanager.service;

import java.util.Map;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.ProcessPattern;
import io.smallrye.common.annotation.Experimental;

/**
 * A pattern with a program: {@code quarkus.processes.db.service=postgresql} is a complete definition. A service sets defaults
 * only, as each pattern does: a setting of your own replaces a default of the service.
 * <p>
 * {@link #apply} sets the defaults that need no program. The process manager then finds the program and calls {@link #run}. It
 * calls {@link #configuration} while the configuration of the application is being created, before any other code.
 * <p>
 * To add a service, implement this interface in a public class with a public constructor without parameters, and write the name of
 * the class as the value of {@code service}. An extension names its class in the file
 * {@code META-INF/services/io.quarkiverse.processmanager.service.ProcessService}; the value of {@code service} is then
 * {@link #name()}. The class is no bean. All methods must return the same result each time; otherwise a live reload restarts the
 * process. The thread that builds or starts the application calls the methods.
 */
@Experimental("How a service describes its program may change")
public interface ProcessService extends ProcessPattern {

    @Override
    default boolean isService() {
        return true;
    }

    /** Where the program is found. */
    ServiceProgram program();

    /**
     * The settings that the configuration needs before any code runs: {@code port}, {@code ports."name"} and
     * {@code config."key"}. A value can be an expression, such as the one of {@link ServiceRequest#reference}. Contribute a key only
     * if {@link ServiceRequest#hasClass} shows that the application has the extension that reads the key.
     *
     * @return keys below {@code quarkus.processes."id"} with their values
     */
    Map<String, String> configuration(ServiceRequest request);

    /**
     * Sets the defaults that need the program: the command, the health check, the variables.
     *
     * @param defaults the builder that {@link #apply} has received before
     */
    void run(ServiceInstance instance, ProcessDefinitionBuilder defaults);

    /**
     * Whether the program keeps data. The default of {@code data-dir} is then a directory below the directory of the build.
     */
    default boolean keepsData() {
        return true;
    }

    /**
     * Whether the service uses {@link ServiceInstance#initScripts} (default: false). The setting {@code service.init-scripts} of any
     * other service is refused.
     */
    default boolean hasInitScripts() {
        return false;
    }

    /**
     * The initialization of the data: a script of {@code sh} that creates the directory {@code $NEW}. It runs in a task with the id
     * of the process and {@code -init} if {@link ServiceInstance#data} does not exist. The process manager gives the directory its
     * final name after the script has succeeded, so an initialization that was killed begins again. The builder of the task
     * receives variables for the script; a value that is a secret belongs into a variable.
     *
     * @return empty if the program initializes its data itself (default)
     */
    default Optional<String> initialization(ServiceInstance instance, ProcessDefinitionBuilder task) {
        return Optional.empty();
    }

    /**
     * Why the program cannot run on the data, with how to go on, as the end of a sentence: {@code the data in .. is of version 15,
     * ..}. Called before the start.
     *
     * @return empty if the program can run (default)
     */
    default Optional<String> problem(ServiceInstance instance) {
        return Optional.empty();
    }
}
