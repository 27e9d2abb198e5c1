package io.quarkiverse.processmanager;

import java.util.List;
import java.util.Optional;

/**
 * Where the program of a process comes from, if a command line does not name it: from Maven artifacts or a script
 * of {@code package.json}. Everything is empty for a command line. {@link Command#words()} has the command line
 * that runs the program. Immutable.
 */
public interface Program {

    /**
     * The coordinates of Maven artifacts (default: none). The first one is the program. All of them and their dependencies are
     * on the class path.
     */
    List<String> artifact();

    /** The main class, or the path of a Java source file (default: the main class in the manifest of the first artifact). */
    Optional<String> mainClass();

    /** The options of the JVM that runs the artifact (default: none). */
    List<String> javaOptions();

    /** The script of the nearest {@code package.json} (default: none). */
    Optional<String> npmScript();
}
