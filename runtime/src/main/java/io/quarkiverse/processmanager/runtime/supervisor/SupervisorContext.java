package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.Optional;
import java.util.function.UnaryOperator;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessHistory;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;

/**
 * What a process, a condition or a shutdown needs of the supervisor. The supervisor knows these classes and they know only this
 * interface. On the loop, except {@link #post}.
 */
interface SupervisorContext {

    Loop loop();

    ProcessRunner runner();

    /** The application that the engine works for; empty between two applications. */
    Optional<ApplicationSide> application();

    /** A random number from 0 to 1, for the jitter of a delay. */
    double chance();

    /** Whether the plan has this process; it has not while the process is being removed. */
    boolean isPlanned(String processId);

    /** Runs a step soon. From any thread. */
    void post(Runnable step);

    /** Runs a step now. After each step the supervisor re-evaluates dependencies and publishes what has changed. */
    void step(Runnable step);

    /** Runs a task at the end of the current step, after its result is published. */
    void afterStep(Runnable task);

    /** Publishes an event at the end of the current step. */
    void publish(ProcessEvent event);

    /** The status of a process has changed. */
    void changed(ProcessStatus status);

    /** Changes the history of a process. */
    void record(String processId, UnaryOperator<ProcessHistory> change);

    /** A process is being started again; its dependents may restart with it. */
    void startedAgain(String processId);
}
