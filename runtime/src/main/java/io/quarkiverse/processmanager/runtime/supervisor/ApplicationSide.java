package io.quarkiverse.processmanager.runtime.supervisor;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.quarkiverse.processmanager.ProcessEvent;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.probe.ProbeResult;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

/**
 * What the engine needs of the application that it works for. In dev mode each live reload brings another one, and between two
 * of them there is none.
 */
public interface ApplicationSide {

    /**
     * Checks a process once. Called on the loop: it returns at once and runs the probe on a thread of the application. What it
     * throws counts as a failed check. The stage is cancelled when the answer is no longer wanted.
     */
    CompletionStage<ProbeResult> check(String processId, Probe probe, RunningProcess process, Duration timeout);

    /** How the processes are when the engine begins to work for it. Called before the first {@link #announce}, like that. */
    void joined(Map<String, ProcessStatus> statuses);

    /** Tells what happened, in order, on a thread that only tells: it returns at once. */
    void announce(ProcessEvent event);

    /**
     * A process is gone for good, and another one may get its id at once. Called on the loop: it returns at once.
     *
     * @return lets go of what listens to the one that is gone; run on the thread that announces, after its last event
     */
    Runnable forget(String processId);

    /** Something that can be seen of the processes has changed. Called as {@link #announce}, after the events about it. */
    default void changed() {
        // Not everybody looks at all of it.
    }
}
