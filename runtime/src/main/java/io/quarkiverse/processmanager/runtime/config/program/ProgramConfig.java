package io.quarkiverse.processmanager.runtime.config.program;

import java.util.List;
import java.util.Optional;

import io.quarkiverse.processmanager.ProcessDefinitionBuilder;
import io.quarkiverse.processmanager.runtime.program.JavaCommand;
import io.quarkus.runtime.annotations.ConfigGroup;

/** The program of one process, if it is no command line. */
@ConfigGroup
public interface ProgramConfig {

    /**
     * A Maven artifact whose program is the process, in place of {@code command}: {@code org.wiremock:wiremock-standalone:3.13.1}.
     * The JDK of the application runs it, with its dependencies on the class path. The coordinates are
     * {@code group:artifact:version}, or {@code group:artifact} for the version that the build of the application manages; a
     * classifier and a type stand before the version. Further artifacts, separated by commas, are added to the class path with
     * their dependencies. The resolver of the application finds the files when Quarkus builds the application in dev mode and
     * in tests, and downloads those that are missing. A process of a packaged application cannot have an artifact.
     */
    Optional<List<String>> artifact();

    /**
     * The main class of the artifact, or the path of a Java source file, which the JDK compiles in memory (default: the main
     * class in the manifest of the first artifact). {@code args} are its arguments.
     */
    Optional<String> mainClass();

    /**
     * The options of the JVM that runs the artifact, separated by commas: {@code -Xmx256m,-Dport=9000}.
     */
    Optional<List<String>> javaOptions();

    /**
     * Passes the settings to the builder.
     *
     * @param runsHere whether the process runs in the mode of the application. The artifacts of another process are not
     *        resolved, so that no mode downloads files for another mode
     */
    static void apply(ProgramConfig config, ProcessDefinitionBuilder builder, boolean runsHere) {
        if (config.artifact().isPresent() && !runsHere) {
            builder.command(JavaCommand.executable());
            return;
        }
        config.artifact().ifPresent(some -> builder.artifact(stripped(some)));
        config.mainClass().ifPresent(builder::mainClass);
        config.javaOptions().ifPresent(options -> builder.javaOptions(stripped(options)));
    }

    private static String[] stripped(List<String> elements) {
        return elements.stream().map(String::strip).toArray(String[]::new);
    }
}
