package io.quarkiverse.processmanager.runtime.process.detached;

import java.io.IOException;
import java.util.Optional;

import org.jboss.logging.Logger;

import io.quarkiverse.processmanager.StopPolicy;
import io.quarkiverse.processmanager.runtime.process.ProcessRunner;
import io.quarkiverse.processmanager.runtime.process.output.FileSlice;
import io.quarkiverse.processmanager.runtime.process.table.Marker;
import io.quarkiverse.processmanager.runtime.process.table.ProcessId;
import io.quarkiverse.processmanager.runtime.definition.Signals;

/** What one start of a process has to do with earlier runs of the application and with later ones. For one mailbox. */
public final class DetachedStart {

    private static final Logger LOG = Logger.getLogger(DetachedStart.class);

    private final ProcessRunner.Launch launch;
    private final DetachedProcesses known;
    private Optional<DetachedRecord> record = Optional.empty();

    public DetachedStart(ProcessRunner.Launch launch, DetachedProcesses known) {
        this.launch = launch;
        this.known = known;
    }

    /** Whether it shall outlive the JVM. */
    public boolean isWanted() {
        return launch.execution().detached();
    }

    /** Whether an earlier run may have left it. */
    public boolean hasPast() {
        return isWanted() || known.has(launch.processId());
    }

    public Marker marker() {
        return known.marker(launch.processId());
    }

    /** Makes sure that no other run has it; false if one has. */
    public boolean claim() throws IOException {
        return known.claim();
    }

    /** What is known of the one that an earlier run has left. */
    public Optional<DetachedRecord> earlier() {
        return known.find(launch.processId());
    }

    public boolean isSame(DetachedRecord earlier) {
        return isWanted() && earlier.fingerprint().equals(Fingerprint.of(launch));
    }

    /** Before the start: should the JVM die during it, the next run knows that there may be something. */
    public void announce(FileSlice output, StopPolicy policy) throws IOException {
        remember(new DetachedRecord(Fingerprint.of(launch), Signals.forShell(policy.signal()), policy.timeout(), output,
                Optional.empty()));
    }

    public void started(ProcessId root) {
        rememberIfPossible(record.orElseThrow().with(root));
    }

    /** It goes on with what an earlier run has started. */
    public void adopted(DetachedRecord earlier, StopPolicy policy) {
        record = Optional.of(earlier);
        policy(policy);
    }

    public void policy(StopPolicy policy) {
        record.ifPresent(last -> rememberIfPossible(last.with(Signals.forShell(policy.signal()), policy.timeout())));
    }

    private void rememberIfPossible(DetachedRecord changed) {
        try {
            remember(changed);
        } catch (IOException e) {
            // Its marker is still there.
            LOG.warnf("cannot remember process '%s' for the next start, which will replace it: %s", launch.processId(), e);
        }
    }

    private void remember(DetachedRecord changed) throws IOException {
        record = Optional.of(changed);
        known.remember(launch.processId(), changed);
    }

    /** Nothing is alive that an earlier run has left. */
    public void replaced() {
        known.forget(launch.processId());
    }

    /** Nothing is alive of this start; another run may have one. */
    public void over() {
        if (record.isPresent()) {
            known.forget(launch.processId());
        }
    }
}
