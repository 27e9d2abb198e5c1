package io.quarkiverse.processmanager.terminal.client;

/** Ends a command with a sentence. */
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What scripts distinguish. */
    public enum Reason {
        /** The command has failed, or a process has. */
        FAILED,
        /** There is no application, or more than one. */
        NO_APPLICATION,
        /** The time is over. */
        TIMEOUT
    }

    public Failure(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
