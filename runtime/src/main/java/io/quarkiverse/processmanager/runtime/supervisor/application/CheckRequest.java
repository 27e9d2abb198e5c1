package io.quarkiverse.processmanager.runtime.supervisor.application;

import java.time.Duration;

import io.quarkiverse.processmanager.probe.Probe;
import io.quarkiverse.processmanager.runtime.process.RunningProcess;

/**
 * A request for one check.
 *
 * @param processId the id of the process
 * @param process the incarnation
 * @param probe the check
 * @param timeout how long the check may take
 * @param ports the ports of the process
 */
public record CheckRequest(String processId, RunningProcess process, Probe probe, Duration timeout, CheckedPorts ports) {
}
