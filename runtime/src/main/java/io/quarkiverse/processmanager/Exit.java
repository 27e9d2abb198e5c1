package io.quarkiverse.processmanager;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

import io.quarkiverse.processmanager.runtime.rules.text.Words;

/**
 * The exit of one incarnation of a process, its failed start, or its skipped start.
 *
 * @param code the exit code; absent if the start failed or was skipped, or if the process was adopted from an earlier run of the
 *        application
 * @param signal the name of the signal that killed the process, without {@code SIG}. Where the JDK starts the processes (see
 *        {@code quarkus.process-manager.native}) it is the signal that most likely killed the process: the JDK reports the exit
 *        code 128 + n for a process that signal n has killed, and a program can also return that code
 * @param reason the cause of a failed start, or {@code SKIPPED}; absent if the process was started
 * @param detail further information for people; may be empty
 * @param time the time of the exit or of the start that failed or was skipped
 * @param uptime the time between the start and the exit; zero if the process was not started
 */
public record Exit(OptionalInt code, Optional<String> signal, Optional<ProcessException.Reason> reason, String detail,
        Instant time, Duration uptime) {

    /** Whether the process was started. */
    public boolean wasStarted() {
        return reason.isEmpty();
    }

    /** Whether the start of a task was skipped, because the path of {@code creates} exists, or because {@code rerun} needs no run. */
    public boolean wasSkipped() {
        return reason.filter(ProcessException.Reason.SKIPPED::equals).isPresent();
    }

    /**
     * The exit in a few words for people: {@code exited with 4}, {@code killed by SIGKILL (137)},
     * {@code command not found: ...}, {@code skipped: target/pg/PG_VERSION exists}.
     */
    public String describe() {
        if (code.isEmpty()) {
            return detail;
        }
        String words = signal.isPresent() ? "killed by SIG" + signal.get() + " (" + code.getAsInt() + ")"
                : "exited with " + code.getAsInt();
        return detail.isEmpty() ? words : words + ", " + detail;
    }

    /** The exit and the uptime in a few words for people, not for parsing: {@code exited with 4 after 3.2 s}. */
    @Override
    public String toString() {
        if (wasSkipped()) {
            return describe();
        }
        return wasStarted() ? describe() + " after " + Words.of(uptime)
                : "not started (" + reason.get() + "): " + describe();
    }
}
