package io.quarkiverse.processmanager.cli;

import io.quarkiverse.processmanager.terminal.client.Failure;

/** The exit codes, for scripts. Picocli exits with 2 when the options are wrong. */
final class ExitCode {

    static final int DONE = 0;
    /** The command has failed, or a process has. */
    static final int FAILED = 1;
    /** There is no application, or more than one. */
    static final int NO_APPLICATION = 3;
    /** The time is over. */
    static final int TIMEOUT = 4;

    private ExitCode() {
    }

    static int of(Failure.Reason reason) {
        return switch (reason) {
            case FAILED -> FAILED;
            case NO_APPLICATION -> NO_APPLICATION;
            case TIMEOUT -> TIMEOUT;
        };
    }
}
