package io.quarkiverse.processmanager;

import java.util.List;
import java.util.Optional;

/** Something asked of a process cannot be done. The message names the process; {@link #reason()} is for code. */
public class ProcessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, for code that wants to decide. */
    public enum Reason {
        /** The command was not found. */
        ENOENT,
        /** The command may not be executed, or is a directory. */
        EACCES,
        /** This application has not the right to start a process as that user, in that group, or with those limits. */
        EPERM,
        /** The working directory is missing, is not a directory, or may not be entered. */
        BAD_DIRECTORY,
        /** The interpreter in the first line of a script is missing. */
        BAD_INTERPRETER,
        /** The arguments and the environment are too long. */
        E2BIG,
        /** The program file is being written. */
        ETXTBSY,
        /** The system has no more processes, memory or descriptors. */
        EAGAIN,
        /** It is detached, and another run of the application, which is still alive, has it. */
        IN_USE,
        /** The JDK was replaced under the running JVM, which cannot start any process until it is restarted. */
        JDK_REPLACED,
        /** The command is a file that this system cannot execute: it is empty, damaged, or for another kind of processor. */
        ENOEXEC,
        /** The system refused the start for another reason. */
        SPAWN_FAILED,
        /** The process ended before it was up. */
        EXITED,
        /** The process was not healthy within {@code startup-timeout}. */
        STARTUP_TIMEOUT,
        /** The process turned unhealthy. */
        UNHEALTHY,
        /** The process used more than its {@code limit}. */
        OVER_LIMIT,
        /** A process that it depends on has failed. */
        DEPENDENCY_FAILED,
        /** Its dependencies were not there within {@code wait-timeout}. */
        WAIT_TIMEOUT,
        /** Something of its tree could not be killed. */
        NOT_KILLED,
        /** A later command made this one pointless: a stop during a start, or a start during a stop. */
        OVERTAKEN,
        /** Nothing of it is alive that could do it, and nobody has asked for its start. */
        NOT_RUNNING,
        /** What was waited for did not come in the time that the caller had set. */
        TIMEOUT,
        /** There is a process with this id and another definition already. */
        EXISTS,
        /** Other processes depend on it. */
        NEEDED,
        /** The caller's thread must not be blocked. */
        MUST_NOT_BLOCK,
        /** The caller's thread was interrupted while it waited; the command itself goes on. */
        INTERRUPTED,
        /** There is no process with this id. */
        NOT_FOUND,
        /** The definition is not valid. */
        INVALID,
        /** The process manager is not running. */
        CLOSED
    }

    private final Reason reason;
    private final String processId;
    private final transient Optional<Exit> exit;
    private final List<String> lastLines;

    /** Without an end of the process; its id is empty where no single process is meant. */
    public ProcessException(Reason reason, String processId, String message) {
        this(reason, processId, message, Optional.empty(), List.of());
    }

    /** With the end of the process and the last lines of its output, which become part of the message. */
    public ProcessException(Reason reason, String processId, String message, Optional<Exit> exit, List<String> lastLines) {
        super(lastLines.isEmpty() ? message
                : message + "; the last lines of its output:\n    " + String.join("\n    ", lastLines));
        this.reason = reason;
        this.processId = processId;
        this.exit = exit;
        this.lastLines = List.copyOf(lastLines);
    }

    /** Why, for code that decides by it. */
    public Reason reason() {
        return reason;
    }

    /** The process that it is about; empty where no single one is meant. */
    public String processId() {
        return processId;
    }

    /** How the process ended, if an end is the cause. */
    public Optional<Exit> exit() {
        return exit == null ? Optional.empty() : exit;
    }

    /** The last lines of its output, oldest first, at most 20. */
    public List<String> lastLines() {
        return lastLines;
    }
}
