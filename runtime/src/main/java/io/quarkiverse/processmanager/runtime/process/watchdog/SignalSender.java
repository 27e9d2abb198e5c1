package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.util.List;

/** Sends signals, which Java cannot. */
public interface SignalSender {

    /**
     * Sends a signal and returns when it has been sent. One that could not be sent is not sent again here: the targets can be
     * others by then.
     *
     * @param targets pids, and process groups as negative numbers
     * @return whether it was sent at all; targets that are gone or refuse it do not count
     */
    boolean send(String signal, List<Long> targets);

    /** Whether there are more ways to reach a process than to ask it to end and to kill it. */
    default boolean hasSignals() {
        return true;
    }
}
