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
     * A script of the nearest {@code package.json}, in place of {@code command}: {@code dev}. The file is in the directory of the
     * process, {@code cwd}, or above it in the repository. The lock file decides which package manager runs the script: npm,
     * pnpm, yarn or bun; the field {@code packageManager} of the file overrides it. {@code args} are passed to the script. A task
     * with the id of the process and {@code -install} installs the dependencies first, if they are missing or older than the lock
     * file. The default of {@code stop.scope} is {@code tree}.
     */
    Optional<String> npmScript();

    /**
     * Passes the settings to the builder.
     *
     * @param runsHere whether the process runs in the mode of the application. The artifacts of another process are not
     *        resolved, so that no mode downloads files for another mode
     * @param hasFiles whether the files of the project are those with which the process runs
     */
    static void apply(ProgramConfig config, ProcessDefinitionBuilder builder, boolean runsHere, boolean hasFiles) {
        if (config.artifact().isPresent() && !runsHere) {
            builder.command(JavaCommand.executable());
            return;
        }
        if (config.npmScript().isPresent() && !(runsHere && hasFiles)) {
            builder.command("npm", "run", config.npmScript().get());
            return;
        }
        config.npmScript().ifPresent(builder::npmScript);
        config.artifact().ifPresent(some -> builder.artifact(stripped(some)));
        config.mainClass().ifPresent(builder::mainClass);
        config.javaOptions().ifPresent(options -> builder.javaOptions(stripped(options)));
    }

    private static String[] stripped(List<String> elements) {
        return elements.stream().map(String::strip).toArray(String[]::new);
    }
}
