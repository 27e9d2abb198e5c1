package io.quarkiverse.processmanager.runtime.process.detached;

import java.io.IOException;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.definition.Signals;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.output.file.FileSlice;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;

/** Connects one start of a process with earlier and later runs of the application. For one thread at a time. */
public final class DetachedStart {

    private static final Logger LOG = Logger.getLogger(DetachedStart.class);

    private final ProcessRunner.Launch launch;
    private final DetachedProcesses processes;
    private Optional<DetachedRecord> record = Optional.empty();

    public DetachedStart(ProcessRunner.Launch launch, DetachedProcesses processes) {
        this.launch = launch;
        this.processes = processes;
    }

    /** Whether the process outlives the JVM. */
    public boolean isDetached() {
        return launch.execution().detached();
    }

    /** Whether an earlier run of the application may have left an instance of the process. */
    public boolean mayHavePreviousInstance() {
        return isDetached() || processes.hasRecord(launch.processId());
    }

    public Marker marker() {
        return processes.marker(launch.processId());
    }

    /** Claims the detached processes of the application for this JVM; false if another live JVM holds them. */
    public boolean claim() throws IOException {
        return processes.claim();
    }

    /** The record of the instance that an earlier run has left. */
    public Optional<DetachedRecord> previous() {
        return processes.find(launch.processId());
    }

    /** What identifies that instance. */
    public PreviousInstance.Trace trace(Optional<DetachedRecord> previous) {
        return new PreviousInstance.Trace(launch.processId(), marker(), previous);
    }

    public boolean isSameDefinition(DetachedRecord previous) {
        return isDetached() && previous.fingerprint().equals(Fingerprint.of(launch));
    }

    /** Saves a record before the start: if the JVM dies during the start, the next run knows that there may be a process. */
    public void starting(FileSlice output, StopPolicy policy) throws IOException {
        save(new DetachedRecord(Fingerprint.of(launch), Signals.forShell(policy.signal()), policy.scope(), policy.timeout(),
                output, Optional.empty()));
    }

    public void started(ProcessId root) {
        saveOrWarn(record.orElseThrow().with(root));
    }

    /** Continues with the instance that an earlier run has started. */
    public void adopted(DetachedRecord previous, StopPolicy policy) {
        record = Optional.of(previous);
        policy(policy);
    }

    public void policy(StopPolicy policy) {
        record.ifPresent(last -> saveOrWarn(last.with(policy)));
    }

    private void saveOrWarn(DetachedRecord changed) {
        try {
            save(changed);
        } catch (IOException e) {
            // Without a record, the marker still identifies the process.
            LOG.warnf("cannot record process '%s' for the next start, which will replace it: %s", launch.processId(), e);
        }
    }

    private void save(DetachedRecord changed) throws IOException {
        record = Optional.of(changed);
        processes.save(launch.processId(), changed);
    }

    /** No process of an earlier run is alive. */
    public void replaced() {
        processes.remove(launch.processId());
    }

    /** No process of this start is alive. Another run may have one, so only a record of this start is removed. */
    public void ended() {
        if (record.isPresent()) {
            processes.remove(launch.processId());
        }
    }
}
