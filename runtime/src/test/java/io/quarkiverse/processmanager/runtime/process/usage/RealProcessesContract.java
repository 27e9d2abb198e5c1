package io.quarkiverse.processmanager.runtime.process.usage;

import io.quarkiverse.processmanager.runtime.process.assembly.BusyProcesses;

/** The contract of a source that reads the processes of the system. */
interface RealProcessesContract extends UsageSourceContract {

    /** The processes of the test. */
    BusyProcesses processes();

    @Override
    default long busy() {
        return processes().start();
    }

    @Override
    default void end(long pid) {
        processes().end(pid);
    }
}
