package io.quarkiverse.processmanager.runtime.supervisor.loop;

import io.quarkiverse.processmanager.ProcessStatus;

/** What the status of a process is made of. Confined to the loop. */
public interface StatusSource {

    /** The id of the process. */
    String id();

    /** Makes the status as it is now. */
    ProcessStatus status();
}
