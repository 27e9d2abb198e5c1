package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.util.List;

/** Sends any signal to processes and groups; Java alone can send two signals, to processes only. */
public interface SignalSender {

    /**
     * Sends a signal, and returns when the signal has been sent. This method does not repeat a signal that could not be sent,
     * because the numbers can stand for other processes by then.
     *
     * @param targets pids, and process groups as negative numbers
     * @return whether the signal was sent, even if targets are gone or not permitted
     */
    boolean send(String signal, List<Long> targets);

    /** Whether the system has other signals than a request to end and a kill. */
    default boolean hasSignals() {
        return true;
    }
}
