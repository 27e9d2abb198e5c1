package io.quarkiverse.processmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one incarnation of a process ended, or why it never began.
 *
 * @param code the exit code; absent if the process was never started, or was adopted from an earlier run of the application
 * @param signal the name of the signal that most likely ended it, without {@code SIG}. The operating system reports a death by
 *        signal n as 128 + n, which a program can also return by itself
 * @param reason why it could not be started; absent if it was started
 * @param detail what a reader should know beyond the code; empty if there is nothing
 * @param time when it ended
 * @param uptime how long it was up
 */
public record Exit(OptionalInt code, Optional<String> signal, Optional<ProcessException.Reason> reason, String detail,
        Instant time, Duration uptime) {

    /** The end of a process that was started. */
    public static Exit of(int code, Optional<String> signal, Instant time, Duration uptime) {
        return new Exit(OptionalInt.of(code), signal, Optional.empty(), "", time, uptime);
    }

    /** The end of a process whose exit code nobody knows, because it was adopted from an earlier run of the application. */
    public static Exit unknown(Instant time, Duration uptime) {
        return new Exit(OptionalInt.empty(), Optional.empty(), Optional.empty(),
                "ended with an unknown exit code", time, uptime);
    }

    /** A start that failed; {@code detail} says why, as the end of a sentence. */
    public static Exit notStarted(ProcessException.Reason reason, String detail, Instant time) {
        return new Exit(OptionalInt.empty(), Optional.empty(), Optional.of(reason), detail, time, Duration.ZERO);
    }

    /** Whether a process ran at all. */
    public boolean wasStarted() {
        return reason.isEmpty();
    }

    /** The end in a few words: {@code exited with 4}, {@code killed by SIGKILL (137)}, {@code command not found: ...}. */
    public String describe() {
        if (code.isEmpty()) {
            return detail;
        }
        String words = signal.isPresent() ? "killed by SIG" + signal.get() + " (" + code.getAsInt() + ")"
                : "exited with " + code.getAsInt();
        return detail.isEmpty() ? words : words + ", " + detail;
    }
}
