package io.quarkiverse.processmanager.runtime.supervisor.application;

import java.time.Duration;

import io.quarkiverse.processmanager.ProcessCheck;
import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;
import io.quarkiverse.processmanager.runtime.rules.ProbeTally;

/**
 * A request for one check.
 *
 * @param processId the id of the process
 * @param purpose what the result is for; a process has at most one check at a time for each purpose
 * @param process the incarnation
 * @param check the check
 * @param ports the ports of the process
 */
public record CheckRequest(String processId, ProbeTally.Purpose purpose, RunningProcess process, ProcessCheck check,
        CheckedPorts ports) {

    /** What checks the process. */
    public Probe probe() {
        return check.probe();
    }

    /** How long the check may take. */
    public Duration timeout() {
        return check.schedule().timeout();
    }
}
