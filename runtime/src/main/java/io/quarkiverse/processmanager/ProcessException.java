package io.quarkiverse.processmanager;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A command on a process, or a wait for a process, failed. The message names the process and the cause. */
public class ProcessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * The cause of a {@link ProcessException}, for code that decides by it. {@link #ENOENT} and {@link #EACCES} keep the names
     * that Node.js gives them.
     */
    public enum Reason {
        /** The command does not exist. Correct its name or the {@code PATH} of the process, or install it. */
        ENOENT,
        /** The command may not be executed, or is a directory. Correct its permissions. */
        EACCES,
        /**
         * The application lacks the right to start a process with this user, group, priority, limit or control group, or to
         * signal it. Give the application the right, or remove the setting.
         */
        NOT_PERMITTED,
        /** The working directory does not exist, is a file, or may not be entered. Correct {@code cwd}. */
        INVALID_DIRECTORY,
        /**
         * The interpreter in the first line of a script, or the loader of a program, does not exist or may not be executed.
         * Install it, or correct the first line.
         */
        INVALID_INTERPRETER,
        /** The arguments and the environment exceed the limit of the system. Pass long values in a file. */
        ARGUMENTS_TOO_LONG,
        /** Another process is writing the program file. Start the process again when the file is complete. */
        PROGRAM_BUSY,
        /**
         * Another process listens on the port of the process, or the process has exited because another process listens on a
         * port that it needs. The message names the port and its holder. The process starts when the port is free, unless its
         * restart policy is {@code NEVER}. With {@link PortOwner#ANY} the engine does not check the port before the start.
         */
        PORT_IN_USE,
        /**
         * Another live process uses the data directory of the service. The message names the directory, the process and its
         * application. The process starts when the directory is free, unless its restart policy is {@code NEVER}.
         */
        DATA_IN_USE,
        /** The system has no free process, thread, memory or file descriptor. Raise the limit that the message names. */
        OUT_OF_RESOURCES,
        /** The process is detached and belongs to another run of the application, which is still alive. Stop that run first. */
        OWNED_BY_OTHER_RUN,
        /** An update has replaced the JDK of the running JVM, which cannot start processes any more. Restart the JVM. */
        JDK_REPLACED,
        /** The system cannot execute the file: it is empty, damaged, or built for another processor. Replace the file. */
        NOT_EXECUTABLE,
        /** The command of {@code pre-start} failed. The message has its exit code, and the last lines of output follow. */
        PRE_START_FAILED,
        /** The start failed for another cause, which the message quotes. */
        SPAWN_FAILED,
        /**
         * The task was not started, because the path of {@code creates} exists, or because {@code rerun} needs no run. Only an
         * {@link Exit} has this reason; no exception has it.
         */
        SKIPPED,
        /** The process exited before it was up. {@link ProcessException#exit()} contains the exit code or the signal. */
        EXITED,
        /** The process was not healthy within {@code startup-timeout}. Raise it, or correct the health check. */
        STARTUP_TIMEOUT,
        /** The process became unhealthy, or its liveness check failed. */
        UNHEALTHY,
        /** The process exceeded its limit of CPU time or memory. */
        OVER_LIMIT,
        /** A dependency of the process has failed. The message names it. */
        DEPENDENCY_FAILED,
        /** The dependencies of the process were not ready within {@code wait-timeout}. */
        WAIT_TIMEOUT,
        /** A process of the tree survived the kill signal. */
        NOT_KILLED,
        /** A later command superseded this one: a stop came during a start, or a start during a stop. */
        SUPERSEDED,
        /** The process is not running and no start is pending. Start it first. */
        NOT_RUNNING,
        /** The process runs elsewhere, and the application only watches it. Do there what the command would do. */
        EXTERNAL,
        /** A run of the task has not ended. Wait for its end, or stop it. */
        ALREADY_RUNNING,
        /** The timeout of the caller expired. The process continues unchanged, and so does a stop. */
        TIMEOUT,
        /** A process with this id and another definition exists. Choose another id, or remove that process first. */
        EXISTS,
        /** Other processes depend on this one. Remove them first. */
        HAS_DEPENDENTS,
        /** The calling thread is an event loop, which must not be blocked. Use the method that returns a stage. */
        MUST_NOT_BLOCK,
        /** The calling thread was interrupted while it waited. The command itself continues. */
        INTERRUPTED,
        /** There is no process with this id. The message names the known ids. */
        NOT_FOUND,
        /** A definition or an argument is invalid. The message names all problems. */
        INVALID,
        /** The process manager itself has failed, for example for lack of memory. The log has the error. Repeat the command. */
        INTERNAL,
        /** The process manager is closed, or the application is ending or being reloaded. */
        CLOSED
    }

    private final Reason reason;
    private final String processId;
    private final transient @Nullable Exit exit;
    private final List<String> lastLines;

    /** An exception without an exit. {@code processId} is empty if the exception concerns no single process. */
    public ProcessException(Reason reason, String processId, String message) {
        this(reason, processId, message, null, List.of());
    }

    /**
     * An exception with the exit that caused it, if there is one, and with the last lines of output, which become part of the
     * message.
     */
    public ProcessException(Reason reason, String processId, String message, @Nullable Exit exit, List<String> lastLines) {
        super(lastLines.isEmpty() ? message
                : message + "; the last lines of its output:\n    " + String.join("\n    ", lastLines));
        this.reason = reason;
        this.processId = processId;
        this.exit = exit;
        this.lastLines = List.copyOf(lastLines);
    }

    /** The cause, for code that decides by it. */
    public Reason reason() {
        return reason;
    }

    /** The id of the process; empty if the exception concerns no single process. */
    public String processId() {
        return processId;
    }

    /** The exit of the process, if an exit is the cause. Absent after deserialization. */
    public Optional<Exit> exit() {
        return Optional.ofNullable(exit);
    }

    /** The last lines of output of the process, oldest first, at most 20. */
    public List<String> lastLines() {
        return lastLines;
    }
}
