package io.quarkiverse.processmanager.runtime.process.output;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.quarkiverse.processmanager.runtime.process.threads.EngineExecutors;
import io.quarkiverse.processmanager.runtime.process.threads.FailureReport;

/** Polls the files that processes write directly, as long as their lines are followed. Safe for use by several threads. */
final class FollowedFiles {

    private static final long POLL_MILLIS = 100;

    private final EngineExecutors executors;
    private final Supplier<List<ProcessOutput>> outputs;
    private final Collection<OutputFollower> followers;
    private final AtomicBoolean polling = new AtomicBoolean();
    private final FailureReport failures = new FailureReport("cannot read the files that processes write directly");

    /**
     * @param outputs the output of all processes
     * @param followers the current followers, safe for use by several threads
     */
    FollowedFiles(EngineExecutors executors, Supplier<List<ProcessOutput>> outputs, Collection<OutputFollower> followers) {
        this.executors = executors;
        this.outputs = outputs;
        this.followers = followers;
    }

    /** Begins to poll if a file is followed. Returns at once. */
    void poll() {
        if (isNeeded() && polling.compareAndSet(false, true)) {
            executors.pool().execute(this::pollOnce);
        }
    }

    private void pollOnce() {
        try {
            outputs.get().stream().filter(this::isFollowed).forEach(ProcessOutput::catchUp);
        } catch (RuntimeException | Error e) {
            // The next poll reads the same files again.
            failures.failed(e);
        }
        polling.set(false);
        if (isNeeded()) {
            executors.timer().schedule(this::poll, POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isNeeded() {
        return !followers.isEmpty() && outputs.get().stream().anyMatch(this::isFollowed);
    }

    private boolean isFollowed(ProcessOutput output) {
        return output.isDirect() && followers.stream().anyMatch(follower -> follower.follows(output.processId()));
    }
}
