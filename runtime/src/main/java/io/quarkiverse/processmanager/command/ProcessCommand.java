package io.quarkiverse.processmanager.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command of a process that a user runs on request, such as one that empties a database. It runs in the directory and with the
 * environment of the process, as the user of the process. A change of a command restarts nothing. Immutable.
 */
public interface ProcessCommand {

    /** The name from {@code quarkus.processes."id".commands."name"}. */
    String name();

    /** The title in the Dev UI and in lists (default: the name). */
    String title();

    /** The question that a user must answer before a run; absent means that the command runs at once. Code is not asked. */
    Optional<String> confirm();

    /**
     * The program and its arguments. A word can contain placeholders, such as {@code {table}}, in place of the values of
     * {@link #arguments()}. With {@link #shell()} the first word is a script without placeholders.
     */
    List<String> words();

    /** Whether {@code sh -c} runs the first word (default: false). */
    boolean shell();

    /** The working directory; absent means that of the process. */
    Optional<Path> directory();

    /**
     * How long a run may take (default: 10 min, which is enough for the restoration of a database of a developer). After this time
     * the process tree of the command is killed.
     */
    Duration timeout();

    /** In which state of the process the command can run (default: {@link When#RUNNING}). */
    When when();

    /** The arguments that a run is asked for, by name, in the order in which the words have their placeholders. */
    Map<String, CommandArgument> arguments();

    /** The states of the process in which a command can run. */
    enum When {
        /** While the process is starting or running. The command is killed when the process is stopped, restarted, or exits. */
        RUNNING,
        /**
         * While the process is down and no start is pending: it is stopped, has completed or has failed. A later start of the
         * process waits for the end of the command.
         */
        STOPPED,
        /** In each state of the process. */
        ALWAYS
    }
}
