package io.quarkiverse.processmanager.deployment;

import java.util.concurrent.TimeUnit;

/** A limit for the programs that tests run: a read of the output of a program cannot be interrupted, and ends with the program. */
public final class TimeLimit {

    private static final long MINUTES = 3;

    private TimeLimit() {
    }

    /** Kills the program if it has not exited in time. Returns it. */
    public static Process of(Process program) {
        program.onExit().orTimeout(MINUTES, TimeUnit.MINUTES).exceptionally(late -> program.destroyForcibly());
        return program;
    }
}
