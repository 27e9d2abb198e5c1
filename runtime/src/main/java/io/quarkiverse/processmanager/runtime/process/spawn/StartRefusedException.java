package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;

import io.quarkiverse.processmanager.ProcessException.Reason;

/** Refuses a start that would fail, before a process exists. */
public final class StartRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient StartFailure failure;

    StartRefusedException(StartFailure failure) {
        super(failure.detail());
        this.failure = failure;
    }

    StartRefusedException(Reason reason, String detail) {
        this(new StartFailure(reason, detail));
    }

    public StartFailure failure() {
        return failure;
    }
}
