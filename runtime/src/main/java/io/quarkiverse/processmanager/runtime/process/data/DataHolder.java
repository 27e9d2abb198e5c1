package io.quarkiverse.processmanager.runtime.process.data;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.quarkiverse.processmanager.runtime.process.ProcessRunner.DataPlace;
import io.quarkiverse.processmanager.runtime.process.state.DataOwner;

/**
 * What has the data directory that a start needs.
 *
 * @param owner the owner; empty if it has not noted itself yet
 * @param state what is to be done
 */
public record DataHolder(DataPlace place, Optional<DataOwner> owner, State state) {

    /** A JVM that ends may hold the directory for a moment: that of the last run of the application. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** The watchdog of a JVM that was killed stops the process within its grace period. */
    private static final long PATIENCE_WITH_DYING_NANOS = TimeUnit.SECONDS.toNanos(40);
    /** The watchdog scans for two seconds after the last process. A mark that is older is that of a watchdog that was killed. */
    private static final long PATIENCE_WITH_ENDING_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** What the holder means for the start. */
    public enum State {
        /** The JVM of the owner is alive. */
        ALIVE,
        /** The process of a dead JVM is alive, or is being stopped. */
        DYING,
        /**
         * No process is alive, and the watchdog of a JVM that was killed still stops what it finds: a process that starts now would
         * have the same marker.
         */
        ENDING,
        /** This application cannot write its claim, so that another one could stop the process that this one uses. */
        UNCLAIMED,
        /** Another application is starting the process, which this application will use. */
        STARTING,
        /** This application uses the process of the holder. */
        USED
    }

    /** How long a start waits for the holder. */
    long patienceNanos() {
        return switch (state) {
            case ALIVE, USED -> PATIENCE_NANOS;
            case DYING -> PATIENCE_WITH_DYING_NANOS;
            case ENDING -> PATIENCE_WITH_ENDING_NANOS;
            case UNCLAIMED -> 0;
            case STARTING -> Long.MAX_VALUE;
        };
    }

    /** Why the start is refused; {@code scope} is the scope of the pids of this JVM. */
    String refusal(String scope) {
        String directory = "its data directory " + place.directory() + " is in use by ";
        String hint = "set service.directory to another directory, or share the process with service.shared";
        if (owner.isEmpty()) {
            return directory + "another application; stop it, " + hint;
        }
        DataOwner known = owner.get();
        if (state == State.DYING) {
            return directory + "process '" + known.processId() + "'"
                    + known.root().map(root -> " with pid " + root.pid()).orElse("")
                    + ", which has survived the application in " + known.application() + "; stop it, or " + hint;
        }
        String where = known.scope().equals(scope) ? "" : " of another container";
        return directory + "process '" + known.processId() + "' of the application in " + known.application()
                + ", which has pid " + known.jvm().pid() + where + "; stop that application, " + hint;
    }
}
