package io.quarkiverse.processmanager;

/**
 * Whether a process is done when it exits, or must keep running. A process without a kind is neither: an exit with success
 * completes it, and it counts as up after its startup window or its first successful check.
 */
public enum ProcessKind {

    /**
     * The process does its work and exits. It is done when it has exited with success, and it is never up: a dependent without
     * a condition waits for its completion. A failed task restarts only if {@code restart.policy} or {@code restart.max} is
     * set.
     */
    TASK,
    /**
     * The process serves until it is stopped. An exit that no command requested is the end of its service, whatever the exit
     * code is: the process is not ready, and no dependent starts because of it.
     */
    SERVICE
}
