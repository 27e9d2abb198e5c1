package io.quarkiverse.processmanager.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process of a service whose program has been found, and whose ports are chosen. A {@link ProcessService} uses it in the call that
 * receives it, on the thread of that call.
 */
public interface ServiceInstance {

    /** The id of the process. */
    String id();

    /**
     * What the service feeds, see {@link ServiceRequest#feeds}.
     *
     * @param preset the feeds without {@code service.feeds}
     */
    List<String> feeds(String... preset);

    /** The path of an executable; its name alone if the user names the command, and no program was searched for. */
    String executable(String name);

    /** Whether an executable is beside the program. */
    boolean has(String executable);

    /** Whether the program is the class path of a Maven artifact, see {@link ServiceArtifact#classPath}: {@link #java} runs it. */
    boolean isJava();

    /**
     * The command line that runs a class of the class path with the {@code java} command of the application.
     *
     * @param options the options of the JVM, such as {@code -Xmx256m}
     * @param mainClass the class with the method {@code main}
     * @return the words; without {@link #isJava} the {@code java} command and the class alone
     */
    List<String> java(List<String> options, String mainClass);

    /** The version of the program as far as it is known, such as {@code 15} or {@code 18.6.0}. */
    Optional<String> version();

    /** The port of the process; 0 while it is not chosen. */
    int port();

    /** A named port of the process; 0 while it is not chosen. */
    int port(String name);

    /** The directory at which relative paths of the process start, such as the directory of the project in dev mode. */
    Path directory();

    /** The directory of the initialized data. It is below the {@code data-dir} of the process. */
    Path data();

    /** Whether the data lives for one run only, so that it need not survive a crash of the machine. */
    boolean isFresh();

    /** The files of {@code service.init-scripts}, in order. */
    List<Path> initScripts();

    /** The value of a property of the application, which the service may have contributed; empty without a value. */
    Optional<String> value(String property);
}
