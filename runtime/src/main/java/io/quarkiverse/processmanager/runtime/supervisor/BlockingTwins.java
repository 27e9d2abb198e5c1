package io.quarkiverse.processmanager.runtime.supervisor;

import java.util.Map;

import io.quarkiverse.processmanager.ManagedProcess;
import io.quarkiverse.processmanager.ProcessStatus;
import io.quarkiverse.processmanager.StopOptions;

/** The blocking twins of the commands that one process and several replicas have. Each gives its command and waits for the result. */
interface BlockingTwins extends ManagedProcess {

    /** Waits on the thread of the caller, for a command on this process. */
    Blocking.OfProcess blocking();

    @Override
    default Map<String, ProcessStatus> scaleAndAwait(int replicas) {
        return blocking().command("scale", () -> scale(replicas));
    }

    @Override
    default ProcessStatus startAndAwait() {
        return blocking().command("start", this::start);
    }

    @Override
    default ProcessStatus stopAndAwait() {
        return blocking().command("stop", this::stop);
    }

    @Override
    default ProcessStatus stopAndAwait(StopOptions options) {
        return blocking().command("stop", () -> stop(options));
    }

    @Override
    default ProcessStatus restartAndAwait() {
        return blocking().command("restart", this::restart);
    }

    @Override
    default void removeAndAwait() {
        blocking().command("remove", this::remove);
    }

    @Override
    default void signalAndAwait(String name) {
        blocking().command("signal", () -> signal(name));
    }
}
