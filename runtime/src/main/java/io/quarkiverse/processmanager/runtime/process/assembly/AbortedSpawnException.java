package io.quarkiverse.processmanager.runtime.process.assembly;

import java.io.IOException;

import io.quarkiverse.processmanager.runtime.process.spawn.refusal.StartFailure;

/** A spawn that has failed after a process may have been created. The tree of that process is being killed. */
final class AbortedSpawnException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient StartFailure failure;

    AbortedSpawnException(StartFailure failure, Throwable cause) {
        super(failure.detail(), cause);
        this.failure = failure;
    }

    StartFailure failure() {
        return failure;
    }
}
