package io.quarkiverse.processmanager.runtime.process.watchdog;

import java.util.List;
import java.util.function.LongPredicate;

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

    /**
     * Sends a signal as {@link #send(String, List)} does. A sender that can keep the system from assigning a pid again checks
     * each process before it signals that process; other senders rely on the check of the caller right before.
     *
     * @param same checks whether a pid stands for the process that is meant
     */
    default boolean send(String signal, List<Long> targets, LongPredicate same) {
        return send(signal, targets);
    }

    /** Whether the system has other signals than a request to end and a kill. */
    default boolean hasSignals() {
        return true;
    }
}
