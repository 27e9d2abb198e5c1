package io.quarkiverse.processmanager.runtime.process.spawn;

import java.io.IOException;

import io.quarkiverse.processmanager.ProcessException.Reason;

/** A start that is not even tried, because it is known why it would fail. */
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
