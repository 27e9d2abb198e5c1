package io.quarkiverse.processmanager.runtime.config.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.quarkus.runtime.annotations.ConfigGroup;

/** The settings of a service that can change with each start of the application. */
@ConfigGroup
public interface ServiceConfig {

    /** Whether the data of a service lives on. */
    enum Data {
        /** The data survives the end of the application. */
        KEEP,
        /** Each run begins with empty data. */
        FRESH
    }

    /**
     * The directory of the program of the service, or the directory above its {@code bin} (default: the {@code PATH}, then the
     * usual directories of distributions, then, in dev mode and in tests, a Maven artifact with the program for this machine). A
     * relative path starts at the same directory as a relative {@code cwd}.
     */
    Optional<Path> home();

    /**
     * The version of the program, or its beginning: {@code 17} chooses a program in a directory with that version in its name, or
     * the Maven artifact; for an artifact the version is complete, as in {@code 17.6.0}.
     */
    Optional<String> version();

    /**
     * Whether the data of the service lives on. {@code keep}: the data stays when the application ends. {@code fresh}: each run of
     * the application in a JVM begins with empty data, below the directory of the build. In dev mode the default is
     * {@code keep}, in tests {@code fresh}.
     */
    Optional<Data> data();

    /**
     * The directory for the data of the service (default: a directory below that of the build in dev mode, which a clean build
     * removes; none in production). One process uses a directory at a time: the start is refused while another process, of any
     * application on this machine, uses it. The directory is the default of {@code data-dir}. In tests the data is in a directory
     * of the tests; with {@code service.data=keep} the name of the directory ends with {@code -test} there. A relative path starts
     * at the same directory as a relative {@code cwd}.
     */
    Optional<Path> directory();

    /**
     * The name by which several applications in dev mode share one process of the service. The first application starts the
     * process. The others use that process, with its ports and credentials. The last application stops it, also if an application
     * is killed; a stop in any other application only ends the use there. The data is in {@code ~/.quarkus/process-manager}, below that name and that of the service, unless {@code service.directory} moves it. All
     * applications need the same service with the same settings. Tests have a process of their own.
     */
    Optional<String> shared();

    /**
     * Scripts that the initialization of the service runs, separated by commas, in this order. A star in the name of a file stands
     * for any text; the files are then in the order of their names. They run once, when the data is created; later changes of a
     * script have no effect on data that is kept. A relative path starts at the same directory as a relative {@code cwd}.
     */
    Optional<List<String>> initScripts();
}
