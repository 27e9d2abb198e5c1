package io.quarkiverse.processmanager;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The program of a process, its working directory and its environment. A change of any part restarts a running process.
 * Immutable.
 */
public interface Command {

    /**
     * The program and its arguments, each passed to the program unchanged. With {@link #shell()} the first word is the script
     * and the other words are its {@code $1}, {@code $2}, and so on.
     */
    List<String> words();

    /** Whether {@code sh -c} runs the first word (default: false). */
    boolean shell();

    /** The working directory; absent means the working directory of the application. */
    Optional<Path> directory();

    /** The variables set for the process, in addition to the inherited variables. */
    Map<String, String> environment();

    /** Whether the process also gets the environment of the application (default: true). */
    boolean inheritEnvironment();

    /** The names of the variables that the process does not inherit (default: none). */
    Set<String> unsetEnvironment();

    /**
     * Whether the process gets variables that show where its dependencies are (default: true), such as {@code DB_HOST},
     * {@code DB_PORT} and {@code DB_URL} for a dependency {@code db}.
     */
    boolean injectDependencies();

    /**
     * The variables that show where the dependencies of the process are, by the id of the dependency. They follow from the
     * definitions of the dependencies, so only the definition of a {@link ManagedProcess} has them. Variables of
     * {@link #environment()} and {@link #unsetEnvironment()} are not among them.
     */
    Map<String, Map<String, String>> references();

    /**
     * The standard input of the process. Absent means {@link Stdin#NONE} for a task and for a detached process, which would
     * lose the pipe with the application, and {@link Stdin#OPEN} for any other process.
     */
    Optional<Stdin> stdin();

    /**
     * The size of the pseudo-terminal that is the standard input, output and error output of the process, and controls its
     * session (default: absent, the process has pipes).
     */
    Optional<TerminalSize> terminal();

    /** Where the program comes from, if no command line names it (default: everything is empty). */
    Program program();
}
