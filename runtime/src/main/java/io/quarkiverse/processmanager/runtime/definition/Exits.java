package io.quarkiverse.processmanager.runtime.definition;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.Exit;
import io.quarkiverse.processmanager.ProcessException;

/** Makes the kinds of {@link Exit}. */
public final class Exits {

    private Exits() {
    }

    /** The exit of a process that was started; {@code signal} is a name without {@code SIG}. */
    public static Exit of(int code, Optional<String> signal, Instant time, Duration uptime) {
        return new Exit(OptionalInt.of(code), signal, Optional.empty(), "", time, uptime);
    }

    /** The exit of a process that was adopted from an earlier run of the application; its exit code is unknown. */
    public static Exit unknown(Instant time, Duration uptime) {
        return new Exit(OptionalInt.empty(), Optional.empty(), Optional.empty(),
                "ended with an unknown exit code", time, uptime);
    }

    /** The skipped start of a task; {@code creates} is the path that exists. */
    public static Exit skipped(Path creates, Instant time) {
        return notStarted(ProcessException.Reason.SKIPPED, "skipped: " + creates + " exists", time);
    }

    /** The skipped start of a task; {@code why} no other run is necessary, as a part of a sentence. */
    public static Exit upToDate(String why, Instant time) {
        return notStarted(ProcessException.Reason.SKIPPED, "up to date: " + why, time);
    }

    /** A failed start; {@code detail} is the cause, as the end of a sentence. */
    public static Exit notStarted(ProcessException.Reason reason, String detail, Instant time) {
        return new Exit(OptionalInt.empty(), Optional.empty(), Optional.of(reason), detail, time, Duration.ZERO);
    }

    /** The exit with a detail in which these secrets are masked. The cause of a failed start can quote a command. */
    public static Exit masked(Exit exit, Secrets secrets) {
        String masked = secrets.mask(exit.detail());
        return masked.equals(exit.detail()) ? exit
                : new Exit(exit.code(), exit.signal(), exit.reason(), masked, exit.time(), exit.uptime());
    }
}
