package io.quarkiverse.processmanager.runtime.process.libc;

import java.util.OptionalInt;

/**
 * The exit of a process as the system reports it.
 *
 * @param word the status word of {@code waitpid}
 */
public record WaitStatus(int word) {

    private static final int SIGNAL_MASK = 0x7f;
    private static final int SIGNAL_BASE = 128;

    /** The number of the signal that killed the process; empty if the process exited with a code. */
    public OptionalInt signal() {
        int number = word & SIGNAL_MASK;
        return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** The exit code; 128 + n for a process that signal n has killed, as in a shell. */
    public int code() {
        return signal().isPresent() ? SIGNAL_BASE + signal().getAsInt() : word >> 8 & 0xff;
    }
}
